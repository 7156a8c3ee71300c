"""Which table holds which type of record."""

from __future__ import annotations

from typing import Literal, get_args

RecordType = Literal["component", "proposal"]
RECORD_TYPES: tuple[RecordType, ...] = get_args(RecordType)


def about(record_type: RecordType, sql: str) -> str:
    """The statement with the type's table for ``{table}``.

    Raises ValueError for any other type, so that no stranger's text becomes SQL.
    """
    if record_type not in RECORD_TYPES:
        raise ValueError(f"no table holds records of type {record_type!r}")
    return sql.replace("{table}", record_type)
