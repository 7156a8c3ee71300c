"""Cells of workbooks that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from .xlsx_writing import is_formula, safe_text, sheet_title

Kind = Literal["text", "money", "cents", "percent", "number"]
"""What a cell holds; an amount of money that has cents is written with them."""
Formats = Mapping[Kind, str]

LINE = 15.0
"""Points of a line of text."""
_TALLEST = 405.0
"""A row of a spreadsheet is not taller."""
_WRAPPED = 1.12
"""Words do not fill a line to its end."""
_LINK_INK = "1F4E79"


@dataclass(frozen=True)
class Link:
    """A cell that leads to a row of another sheet, counted from 1 with the header."""

    shown: str | int
    sheet: str
    row: int


@dataclass(frozen=True)
class Pen:
    """Writes into the cells of a sheet; ``formats`` are a spreadsheet's formats of numbers."""

    sheet: Any
    formats: Formats

    def put(self, row: int, column: int, value: object, kind: Kind = "text") -> Any:
        """Write a value, never as a formula, and return its cell. Raises CellTooLong."""
        cell = self.sheet.cell(row, column)
        shown = value.shown if isinstance(value, Link) else value
        if isinstance(shown, str):
            cell.value = safe_text(shown, self.sheet.title, row)
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.quotePrefix = is_formula(shown)
        else:
            cell.value = shown
            written = "cents" if kind == "money" and _has_cents(shown) else kind
            cell.number_format = self.formats.get(written, "General")
            cell.alignment = Alignment(vertical="top", horizontal="right")
        if isinstance(value, Link):
            place = f"'{sheet_title(value.sheet)}'!A{value.row}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.font = Font(color=_LINK_INK, underline="single")
        return cell


def _has_cents(amount: object) -> bool:
    return isinstance(amount, float) and not round(amount, 2).is_integer()


def height(values: Sequence[object], widths: Sequence[int]) -> float:
    """Points that the tallest cell needs, in columns of these widths.

    Programs do not measure the rows of workbooks that they did not make.
    """
    lines = [
        _lines(text, width)
        for value, width in zip(values, widths, strict=False)
        if (text := _text(value)) is not None
    ]
    return min(LINE * max(lines, default=1) + 3, _TALLEST)


def _lines(text: str, width: int) -> int:
    return sum(max(ceil(len(part) * _WRAPPED / width), 1) for part in text.split("\n"))


def _text(value: object) -> str | None:
    shown = value.shown if isinstance(value, Link) else value
    return shown if isinstance(shown, str) else None
