"""Native records as CSV: one row a record, one type a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from catalogue.domain.validation import Record

from .building import finish
from .cells import guarded, unguarded
from .findings import Finding, Location, Reading, UnreadableFile
from .flat import read_rows, single_type, write_rows
from .source import decode

NAME = "csv"
_LARGEST_CELL = 1_000_000
_DELIMITERS = ",;\t"


def read_csv(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """Every record of the file.

    Raises UnreadableFile where the first row is not a header of records.
    """
    text = decode(content, path)
    reading = Reading()
    csv.field_size_limit(_LARGEST_CELL)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            rows.append((reader.line_num, [unguarded(cell) for cell in cells]))
    except csv.Error as error:
        reading.add(Finding(Location(line=reader.line_num), "", "bad_csv", {"why": str(error)}))
        return reading
    if not rows or not read_rows(reading, rows, default_type):
        raise UnreadableFile("unknown_columns", path=str(path))
    return finish(reading)


def _delimiter(text: str) -> str:
    head = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=head.count)


def write_csv(records: Sequence[Record], stream: TextIO) -> None:
    """A header and one row a record. Raises MixedTypes where there are several types."""
    write_table(write_rows(records, single_type(records)), stream)


def write_table(rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    """Rows as CSV; nothing in them reads as a formula."""
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
