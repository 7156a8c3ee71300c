"""Workbooks for people to read: what stands in them, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from .book_cells import LINE, Formats, Kind, Link, Pen, height
from .xlsx_writing import sheet_title

__all__ = ["Formats", "Heading", "Kind", "Line", "Link", "Page", "Table", "write_book"]

_ACCENT, _PALE, _RULE = "1F4E79", "EAF1F7", "C9D3DC"
_BELOW = Border(bottom=Side(style="thin", color=_RULE))
_LETTER_PAPER = 1


@dataclass(frozen=True)
class Heading:
    """A column: its heading, its width in characters, and what its cells are."""

    text: str
    width: int
    kind: Kind = "text"


@dataclass
class Table:
    """A sheet with one header and one row a thing."""

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True)
class Line:
    """A row of a sheet that tells: a heading, a paragraph, or a label with values.

    ``kinds`` are those of the values.
    """

    style: Literal["title", "section", "header", "paragraph", "values"]
    label: str | Link = ""
    values: Sequence[object] = ()
    kinds: Sequence[Kind] = ()


@dataclass
class Page:
    """A sheet that tells, in columns of these widths."""

    title: str
    widths: Sequence[int]
    lines: Sequence[Line] = field(default_factory=list)


def write_book(
    sheets: Sequence[Page | Table], target: Path, formats: Mapping[Kind, str], footer: str
) -> None:
    """A workbook of these sheets. Text is never a formula.

    ``formats`` are a spreadsheet's formats of numbers. Raises CellTooLong and OSError.
    """
    book = Workbook()
    book.remove(book.active)
    for one in sheets:
        sheet = book.create_sheet(sheet_title(one.title))
        pen = Pen(sheet, formats)
        if isinstance(one, Page):
            _write_page(pen, one)
        else:
            _write_table(pen, one)
        _for_paper(sheet, footer)
    book.save(target)


def _write_table(pen: Pen, table: Table) -> None:
    sheet, widths = pen.sheet, [heading.width for heading in table.headings]
    for column, heading in enumerate(table.headings, start=1):
        cell = pen.put(1, column, heading.text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_ACCENT)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = heading.width
    sheet.row_dimensions[1].height = 2 * LINE + 4
    last = 1
    for last, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            kind = table.headings[column - 1].kind
            pen.put(last, column, value, kind).border = _BELOW
        sheet.row_dimensions[last].height = height(row, widths)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{last}"
    sheet.print_title_rows = "1:1"


def _write_page(pen: Pen, page: Page) -> None:
    sheet, widths = pen.sheet, page.widths
    sheet.sheet_view.showGridLines = False
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(page.lines, start=1):
        first = pen.put(row, 1, line.label)
        if line.style == "title":
            first.font = Font(bold=True, size=18, color=_ACCENT)
            first.alignment = Alignment(vertical="center")
            sheet.row_dimensions[row].height = 2 * LINE
        elif line.style == "paragraph":
            _merge(sheet, row, 1, len(widths))
            sheet.row_dimensions[row].height = height([line.label], [sum(widths)])
        elif line.style == "values":
            _values(pen, row, line, widths)
        else:
            _band(pen, row, line, len(widths))


def _band(pen: Pen, row: int, line: Line, columns: int) -> None:
    section = line.style == "section"
    for column, value in enumerate(line.values, start=2):
        pen.put(row, column, value)
    for column in range(1, columns + 1):
        cell = pen.sheet.cell(row, column)
        cell.font = Font(bold=True, color=_ACCENT, size=13 if section else 11)
        right = "right" if column > 1 else "left"
        cell.alignment = Alignment(vertical="bottom", horizontal=right, wrap_text=not section)
        if section:
            cell.border = Border(bottom=Side(style="medium", color=_ACCENT))
        else:
            cell.fill = PatternFill("solid", fgColor=_PALE)
    pen.sheet.row_dimensions[row].height = 2 * LINE


def _values(pen: Pen, row: int, line: Line, widths: Sequence[int]) -> None:
    for column, (value, kind) in enumerate(zip(line.values, line.kinds, strict=True), start=2):
        pen.put(row, column, value, kind)
    for column in range(1, len(widths) + 1):
        pen.sheet.cell(row, column).border = _BELOW
    told = len(line.values) == 1 and line.kinds[0] == "text"
    room = [widths[0], sum(widths[1:])] if told else widths
    if told:
        _merge(pen.sheet, row, 2, len(widths))
    pen.sheet.row_dimensions[row].height = height([line.label, *line.values], room)


def _merge(sheet: Any, row: int, first: int, last: int) -> None:
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _for_paper(sheet: Any, footer: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _LETTER_PAPER
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = footer.replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
