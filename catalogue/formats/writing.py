"""Records into files; the file's ending names the format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from catalogue.domain.validation import Record

from .detect import format_for
from .native_csv import write_csv
from .native_jsonl import write_jsonl
from .replacing import replacing
from .screening import MATCH_COLUMNS, write_matches
from .xlsx_writing import write_xlsx

__all__ = ["MATCH_COLUMNS", "format_for", "write_matches", "write_records"]


def write_records(records: Sequence[Record], path: Path) -> None:
    """Records in the native form; a refusal leaves what stood there before.

    Raises UnreadableFile for an ending that names no format, MixedTypes for
    CSV of several types, CellTooLong for XLSX, and OSError.
    """
    chosen = format_for(path)
    with replacing(path) as target:
        if chosen == "xlsx":
            write_xlsx(records, target)
            return
        with target.open("w", encoding="utf-8", newline="") as stream:
            if chosen == "csv":
                write_csv(records, stream)
            else:
                write_jsonl(records, stream)
