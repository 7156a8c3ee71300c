"""Native records as an XLSX workbook: one sheet a type of record."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from .findings import Finding, Location, Reading, Severity, UnreadableFile
from .flat import Adapt, Row, as_they_are, read_rows
from .registry import Format
from .uniqueness import finish
from .xlsx_archive import NAME, check_archive, damaged
from .xlsx_writing import NOTES

MOST_ROWS = 200_000
"""Rows of a workbook that hold something."""
MOST_EMPTY_ROWS = 1_048_576
MOST_COLUMNS = 256
_EXACT = 1e15
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is a ZIP archive, as a workbook is."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_xlsx(
    content: bytes, path: Path, default_type: str | None = None, adapt: Adapt = as_they_are
) -> Reading:
    """Every record of every sheet that has a header of records, once ``adapt`` has made its
    rows readable.

    Formulas are read as the values that the workbook keeps for them; one
    without a value is a warning. Raises UnreadableFile where it is no
    workbook, unpacks to too much, or has no such sheet.
    """
    unvalued = check_archive(content, path)
    reading = Reading()
    known = False
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it does not keep
        warnings.simplefilter("ignore")
        book = _open(content, path)
        budget = _Budget(path)
        try:
            for sheet in book.worksheets:
                if sheet.title in NOTES.values():
                    continue
                rows = adapt(reading, _rows(sheet, budget), sheet.title)
                if read_rows(reading, rows, default_type, sheet.title):
                    known = True
                    _add_unvalued(reading, sheet, unvalued)
                else:
                    where = Location(sheet=sheet.title)
                    reading.add(Finding(where, "", "sheet_left_out", {}, Severity.warning))
        finally:
            book.close()
    if not known:
        raise UnreadableFile("unknown_columns", path=str(path))
    return finish(reading)


def _add_unvalued(reading: Reading, sheet: Any, unvalued: Mapping[str, Sequence[str]]) -> None:
    part = str(sheet._worksheet_path).lstrip("/")
    for cell in unvalued.get(part, ()):
        digits = re.search(r"\d{1,7}$", cell)
        where = Location(row=int(digits[0]) if digits else None, sheet=sheet.title)
        reading.add(Finding(where, cell, "formula_without_value", {}, Severity.warning))


def _open(content: bytes, path: Path) -> Any:
    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises anything on a damaged workbook
        raise damaged(path) from error


@dataclass
class _Budget:
    """How many rows of a workbook have been read."""

    path: Path
    rows: int = 0
    filled: int = 0

    def spend(self, filled: bool) -> None:
        self.rows += 1
        self.filled += filled
        if self.filled > MOST_ROWS or self.rows > MOST_EMPTY_ROWS:
            raise UnreadableFile("too_many_rows", path=str(self.path), limit=MOST_ROWS)


def _rows(sheet: Any, budget: _Budget) -> Iterator[Row]:
    for number, values in enumerate(_values(sheet, budget.path), start=1):
        filled = values.count(None) < len(values)
        budget.spend(filled)
        if filled:
            cells = [_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            yield Location(row=number, sheet=sheet.title), cells


def _values(sheet: Any, path: Path) -> Iterator[tuple[object, ...]]:
    try:
        sheet.reset_dimensions()  # what a sheet says of its size need not be true
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        yield from rows
    except Exception as error:  # as above; sheets are read late
        raise damaged(path) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value))


FORMAT = Format(NAME, (".xlsx",), looks_like, read_xlsx, text=False)
