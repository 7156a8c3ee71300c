"""Native records as CSV: one row a record, one type a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TextIO

from catalogue.domain.validation import Record

from .csv_rows import first_rows, rows_of, write_table
from .fields import COLUMNS
from .findings import Reading, UnreadableFile
from .flat import Adapt, as_they_are, read_rows, single_type, write_rows
from .header import columns_by_name, header_place
from .registry import Format
from .source import head_text
from .uniqueness import finish


@cache
def _headings() -> frozenset[str]:
    return frozenset(key for kind in COLUMNS for key in columns_by_name(kind))


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this has a header of records."""
    text = head_text(head)
    if text.startswith(("{", "[")):
        return False
    return header_place(first_rows(text, _headings())) is not None


def read_csv(
    content: bytes, path: Path, default_type: str | None = None, adapt: Adapt = as_they_are
) -> Reading:
    """Every record of the file, once ``adapt`` has made its rows readable.

    Raises UnreadableFile where none of the first rows is a header of records.
    """
    reading = Reading()
    rows = adapt(reading, rows_of(reading, content, path, _headings()), None)
    if not read_rows(reading, rows, default_type):
        if reading.errors:
            return reading
        raise UnreadableFile("unknown_columns", path=str(path))
    return finish(reading)


def write_csv(records: Sequence[Record], stream: TextIO) -> None:
    """A header and one row a record. Raises MixedTypes where there are several types."""
    write_table(write_rows(records, single_type(records)), stream)


FORMAT = Format("csv", (".csv", ".tsv"), looks_like, read_csv)
