"""Workbooks out of rows; text is never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from catalogue.domain.errors import CatalogueError
from catalogue.domain.text import Language
from catalogue.domain.validation import Record

from .fields import COLUMNS, SHEETS
from .flat import with_numbers, write_rows

NOTES: dict[Language, str] = {"fr": "Explications", "en": "Explanations"}
"""Titles of sheets that explain and hold no records."""

LONGEST_CELL = 32_767
_TITLE = re.compile(r"[\\/*?:\[\]]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@")

Sheet = tuple[str, Iterable[Sequence[object]]]


class CellTooLong(CatalogueError):
    """A text does not fit into a cell of a workbook, which would cut it off.

    ``sheet`` and ``row`` say where, ``limit`` how long it may be.
    """

    code = "cell_too_long"


def write_xlsx(records: Sequence[Record], target: Path | BinaryIO) -> None:
    """A workbook with one sheet for each type of record. Raises CellTooLong."""
    sheets: list[Sheet] = []
    for kind in COLUMNS:
        chosen = [record for record in records if record.type == kind]
        if chosen:
            sheets.append((SHEETS[kind], with_numbers(write_rows(chosen, kind), kind)))
    write_sheets(sheets or [("components", write_rows([], "component"))], target)


def write_sheets(sheets: Iterable[Sheet], target: Path | BinaryIO) -> None:
    """A workbook of titled sheets, their first row bold and fixed. Raises CellTooLong."""
    plain = [(sheet_title(title), list(rows)) for title, rows in sheets]
    ready = [
        (title, [[_plain(value, title, number) for value in row] for number, row in _counted(rows)])
        for title, rows in plain
    ]
    book = Workbook(write_only=True)
    for title, rows in ready:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number, row in _counted(rows):
            sheet.append([_cell(sheet, value, number == 1) for value in row])
    book.save(target)


def _counted(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, Sequence[object]]]:
    return enumerate(rows, start=1)


def _plain(value: object, sheet: str, row: int) -> object:
    """What the workbook gets: refusals come before the first cell is written."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return safe_text(value, sheet, row) if isinstance(value, str) else value


def safe_text(value: str, sheet: str, row: int) -> str:
    """The text as a workbook can hold it. Raises CellTooLong."""
    # a workbook writes what XML cannot hold, and what looks like that, as _xHHHH_
    text = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    if len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise CellTooLong(sheet=sheet, row=row, limit=LONGEST_CELL)
    return text


def is_formula(text: str) -> bool:
    """Whether a program may take the text for a formula where it is typed in again."""
    return text.startswith(_FORMULA)


def sheet_title(title: str) -> str:
    """The title without what that of a sheet may not hold, at most 31 characters of it."""
    return _TITLE.sub(" ", title)[:31]


def _cell(sheet: Any, value: object, heading: bool) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    if is_formula(value):
        cell.quotePrefix = True
    if heading:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
