"""A record as plain data: only what is set."""

from __future__ import annotations

from typing import Any

from catalogue.domain.validation import Record


def to_native(record: Record) -> dict[str, Any]:
    """The record as the native formats and the API speak it; defaults are left out."""
    data = record.model_dump(mode="json", exclude_defaults=True)
    return {"type": record.type, "id": record.id, **data}
