"""Times as the database keeps them: UTC, ISO 8601, always with microseconds."""

from __future__ import annotations

from datetime import datetime, timezone


def moment(at: datetime | None = None) -> datetime:
    """The time given, or now."""
    return at or datetime.now(timezone.utc)


def to_text(at: datetime | None = None) -> str:
    """The time, or now, as sortable text.

    Raises ValueError where the time does not say its zone.
    """
    at = moment(at)
    if at.utcoffset() is None:
        raise ValueError("a time without a zone cannot be stored")
    return at.astimezone(timezone.utc).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The time that ``to_text`` wrote."""
    return datetime.fromisoformat(text)
