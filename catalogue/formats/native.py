"""A record as plain data: only what is set."""

from __future__ import annotations

from typing import Any

from catalogue.domain.validation import Record

_EXACT = 2**53


def to_native(record: Record) -> dict[str, Any]:
    """The record as the native formats and the API speak it; defaults are left out."""
    data = record.model_dump(mode="json", exclude_defaults=True)
    return {"type": record.type, "id": record.id, **{key: _plain(data[key]) for key in data}}


def _plain(value: Any) -> Any:
    """Whole amounts without their ``.0``, as people write them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value
