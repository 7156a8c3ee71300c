"""Native records as workbooks."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.domain.proposal import Proposal
from catalogue.domain.text import Language
from catalogue.domain.validation import record_from
from catalogue.formats import native_xlsx, xlsx_archive
from catalogue.formats.detect import read
from catalogue.formats.fields import COLUMNS, RecordType
from catalogue.formats.findings import UnreadableFile
from catalogue.formats.template import write_template
from catalogue.formats.writing import write_records

from .files import component, errors, ids, proposal, repacked, warned, workbook, written

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["id", "Titre", "Description", "Coût estimé", "Début"]


def refusal(path: Path) -> tuple[str, object]:
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    return refused.value.reason, refused.value.params.get("found")


def test_values_of_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["p1", "a", "b", 250000, date(2026, 4, 1)],
        [2, 2026, "b", "250 000 $", datetime.combine(date(2026, 4, 1), time())],
        [],
        ["p3", "a", "_x0041__x000D_\nb", 0.1 + 0.2, "2026-04-01"],
    ]
    reading = read(workbook(tmp_path / "a.xlsx", {"Feuille 1": rows}))
    assert errors(reading) == []
    records = [located.record for located in reading.records]
    assert all(isinstance(record, Proposal) for record in records)
    assert ids(reading) == ["p1", "2", "p3"]
    assert [record.start for record in records] == [date(2026, 4, 1)] * 3  # type: ignore[union-attr]
    assert [record.estimated_cost for record in records][:2] == [250000, 250000]  # type: ignore[union-attr]
    assert records[1].title == "2026"  # type: ignore[union-attr]
    assert records[2].description == "A\nb"  # type: ignore[union-attr]
    assert reading.records[2].location.row == 5
    assert reading.records[2].location.sheet == "Feuille 1"


def test_wrong_cells_are_located(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["p1", "a", "b", -3, 45000],
        ["p2", "a", "b", "x", datetime.combine(date(2026, 4, 1), time(9))],
    ]
    reading = read(workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert errors(reading) == [
        ("start", "bad_date"),
        ("estimated_cost", "not_a_number"),
        ("start", "bad_date"),
    ]
    assert [error.location.row for error in reading.errors] == [2, 3, 3]


def test_other_sheets_are_a_warning(tmp_path: Path) -> None:
    sheets = {"Notes": [["bonjour"]], "Projets": [HEADER, ["p1", "a", "b"]], "Vide": []}
    reading = read(workbook(tmp_path / "a.xlsx", sheets))
    assert ids(reading) == ["p1"]
    assert warned(reading) == [("", "sheet_left_out")] * 2
    assert [warning.location.sheet for warning in reading.warnings] == ["Notes", "Vide"]
    assert refusal(workbook(tmp_path / "b.xlsx", {"Notes": [["x"]]}))[0] == "unknown_columns"


def test_the_title_of_a_sheet_tells_the_type(tmp_path: Path) -> None:
    sheets = {"Organismes": [["id", "Nom (fr)"], ["mf", "Finances"]]}
    reading = read(workbook(tmp_path / "a.xlsx", sheets))
    assert reading.records[0].record.type == "organization"


def test_formulas_are_read_as_their_cached_values(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [HEADER, ["p1", "a", "b", "=1+1"]]})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET)
    xml = xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    reading = read(written(path, repacked(path.read_bytes(), {SHEET: xml})))
    assert reading.records[0].record.estimated_cost == 2  # type: ignore[union-attr]


def test_amounts_are_written_as_numbers_and_text_as_text(tmp_path: Path) -> None:
    write_records([record_from(proposal(title="=1+1", estimated_cost=1500))], tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["proposals"]
    cells = {cell.value: cell for cell in sheet[2]}
    assert cells[1500].data_type == "n"
    assert cells["=1+1"].data_type == "s"
    assert cells["=1+1"].quotePrefix


def test_a_sheet_that_lies_about_its_size(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [HEADER, ["p1", "a", "b"], ["p2", "a", "b"]]})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET).replace(b'ref="A1:E3"', b'ref="A1:A1"')
    assert ids(read(written(path, repacked(path.read_bytes(), {SHEET: xml})))) == ["p1", "p2"]


def test_rows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native_xlsx, "MOST_ROWS", 3)
    path = workbook(tmp_path / "a.xlsx", {"S": [HEADER, *[["p", "a", "b"]] * 5]})
    assert refusal(path)[0] == "too_many_rows"
    monkeypatch.setattr(native_xlsx, "MOST_EMPTY_ROWS", 1000)
    path = workbook(tmp_path / "b.xlsx", {"S": [HEADER]})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET).replace(b"</sheetData>", b'<row r="999999999"/></sheetData>')
    assert refusal(written(path, repacked(path.read_bytes(), {SHEET: xml})))[0] == "too_many_rows"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "a.xlsx", {"S": [HEADER, ["p1", "a", "b"]]})


def test_a_bomb(book: Path) -> None:
    content = repacked(book.read_bytes(), {"xl/media/a.bin": b"\0" * 20_000_000})
    assert refusal(written(book, content))[0] == "too_large"


def test_a_part_that_is_too_large(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_archive, "LARGEST_PART", 100)
    assert refusal(book)[0] == "too_large"


def test_a_bomb_that_lies_about_its_size(book: Path) -> None:
    content = bytearray(repacked(book.read_bytes(), {"xl/styles.xml": b" " * 20_000_000}))
    real = struct.pack("<I", 20_000_000)
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = struct.pack("<I", 10)
    assert refusal(written(book, bytes(content))) == ("wrong_type", "damaged")


def test_too_many_entries(book: Path) -> None:
    content = repacked(book.read_bytes(), {f"x{number}": b"" for number in range(2001)})
    assert refusal(written(book, content))[0] == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(encoding: str, book: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "cc">]><worksheet>&b;</worksheet>'
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    content = repacked(book.read_bytes(), {SHEET: (head + bomb).encode(encoding)})
    assert refusal(written(book, content)) == ("wrong_type", "damaged")


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet><sheetData><row>" + b"<c/>" * 60_001 + b"</row></sheetData></worksheet>",
        b"<worksheet>" + b"<a>" * 200 + b"</a>" * 200 + b"</worksheet>",
        b"<worksheet><row/><si/></worksheet>",
        b"<worksheet>",
        b"",
    ],
)
def test_xml_that_no_program_writes(xml: bytes, book: Path) -> None:
    content = repacked(book.read_bytes(), {SHEET: xml})
    assert refusal(written(book, content)) == ("wrong_type", "damaged")


def test_archives_that_are_no_workbooks(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(written(tmp_path / "a.xlsx", stream.getvalue())) == ("wrong_type", "zip")
    assert refusal(written(tmp_path / "b.xlsx", b"PK\x03\x04")) == ("wrong_type", "damaged")
    only_types = io.BytesIO()
    with zipfile.ZipFile(only_types, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    path = written(tmp_path / "c.xlsx", only_types.getvalue())
    assert refusal(path) == ("wrong_type", "damaged")


def test_a_damaged_sheet(book: Path) -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = b'<sheetData><row><c r="A1"><v>many</v></c></row></sheetData>'
    cell = b'<worksheet xmlns="' + main + b'">' + row + b"</worksheet>"
    content = repacked(book.read_bytes(), {SHEET: cell})
    assert refusal(written(book, content)) == ("wrong_type", "damaged")


@pytest.mark.parametrize("kind", list(COLUMNS))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_templates_are_read_back(kind: RecordType, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(kind, language, path)
    reading = read(path)
    assert (reading.records, reading.errors, reading.warnings) == ([], [], [])
    book = load_workbook(path)
    notes = book.worksheets[1]
    assert notes.max_row == len(COLUMNS[kind]) + 1
    assert [cell.value for cell in book.worksheets[0][1]] == [
        row[0].value for row in notes.iter_rows(min_row=2)
    ]


def test_a_template_that_was_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template("organization", "fr", path)
    book = load_workbook(path)
    book.worksheets[0].append(["mf", "Finances"])
    book.save(path)
    (located,) = read(path).records
    assert (located.record.type, located.record.id) == ("organization", "mf")


def test_templates_name_the_controlled_values(tmp_path: Path) -> None:
    write_template("component", "en", tmp_path / "t.xlsx")
    rows = load_workbook(tmp_path / "t.xlsx").worksheets[1].iter_rows(min_row=2, values_only=True)
    values = {str(row[0]): (row[1], row[3]) for row in rows}
    assert "deprecated" in str(values["Lifecycle"][1])
    assert "on_premises" in str(values["Hosting"][1])
    assert "municipal" in str(values["Eligibility"][1])
    assert "part_of" in str(values["Relations"][1])
    assert values["Owner"] == (None, None)
    assert values["Name (fr)"][0] == "one language at least"


def test_components_in_workbooks(tmp_path: Path) -> None:
    record = record_from(component(verified_on="2026-01-31", onboarding={"lead_time_days": 30}))
    write_records([record], tmp_path / "a.xlsx")
    assert [located.record for located in read(tmp_path / "a.xlsx").records] == [record]


def test_a_formula_that_was_never_computed_is_pointed_out(tmp_path: Path) -> None:
    rows = [HEADER, ["p1", "a", "b", "=1+1"], ["p2", "c", "=A1", 5]]
    path = workbook(tmp_path / "a.xlsx", {"Projets": rows})
    reading = read(path)
    assert [(one.location.sheet, one.location.row, one.field) for one in reading.warnings] == [
        ("Projets", 2, "D2"),
        ("Projets", 3, "C3"),
    ]
    assert errors(reading) == [("description", "required")]
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET)
    computed = xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    computed = computed.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    assert computed != xml
    again = read(written(tmp_path / "b.xlsx", repacked(path.read_bytes(), {SHEET: computed})))
    assert [one.field for one in again.warnings] == ["C3"]
