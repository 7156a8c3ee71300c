"""Native records as an XLSX workbook: one sheet a type of record."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from catalogue.domain.validation import Record

from .building import finish
from .fields import COLUMNS
from .findings import Finding, Location, Reading, Severity, UnreadableFile
from .flat import read_rows, write_rows

NAME = "xlsx"
LARGEST_UNPACKED = 512 * 1024 * 1024
LARGEST_RATIO = 200
MOST_ENTRIES = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 500


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is a ZIP archive, as a workbook is."""
    return head.startswith(b"PK\x03\x04")


def read_xlsx(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """Every record of every sheet that has a header of records.

    Formulas are read as the values that the workbook keeps for them. Raises
    UnreadableFile where it is no workbook, unpacks to too much, or has no such
    sheet.
    """
    _refuse_bomb(content, path)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises anything on a damaged workbook
        raise UnreadableFile("wrong_type", path=str(path), expected=NAME) from error
    reading = Reading()
    known = False
    try:
        for sheet in book.worksheets:
            rows = list(_rows(sheet))
            if not rows:
                continue
            if read_rows(reading, rows, default_type, sheet.title):
                known = True
            else:
                where = Location(sheet=sheet.title)
                reading.add(Finding(where, "", "sheet_left_out", {}, Severity.warning))
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl raises anything on a damaged workbook
        raise UnreadableFile("wrong_type", path=str(path), expected=NAME) from error
    finally:
        book.close()
    if not known:
        raise UnreadableFile("unknown_columns", path=str(path))
    return finish(reading)


def _refuse_bomb(content: bytes, path: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile("wrong_type", path=str(path), expected=NAME) from error
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max((entry.file_size / max(entry.compress_size, 1) for entry in entries), default=0)
    large = unpacked > 10 * 1024 * 1024 and ratio > LARGEST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or large:
        raise UnreadableFile("too_large", path=str(path), limit=LARGEST_UNPACKED // 1024 // 1024)


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise UnreadableFile("too_many_rows", limit=MOST_ROWS)
        cells = [_text(value) for value in row[:MOST_COLUMNS]]
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def write_xlsx(records: Sequence[Record], path: Path) -> None:
    """A workbook with one sheet for each type of record."""
    sheets = []
    for kind in COLUMNS:
        chosen = [record for record in records if record.type == kind]
        if chosen:
            sheets.append((f"{kind}s", write_rows(chosen, kind)))
    write_sheets(sheets or [("components", write_rows([], "component"))], path)


def write_sheets(sheets: Iterable[tuple[str, Iterable[Sequence[object]]]], path: Path) -> None:
    """A workbook of titled sheets, their first row bold and fixed; text is never a formula."""
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_written(sheet, value) for value in row])
    book.save(path)


def _written(sheet: Any, value: object) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
