"""What is written is read back as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.validation import Record, record_from, validate
from catalogue.formats.detect import FORMATS, read
from catalogue.formats.findings import Reading, UnreadableFile
from catalogue.formats.flat import MixedTypes
from catalogue.formats.native import to_native
from catalogue.formats.native_csv import read_csv, write_csv
from catalogue.formats.native_jsonl import read_jsonl, write_jsonl
from catalogue.formats.native_xlsx import read_xlsx
from catalogue.formats.writing import write_records
from catalogue.formats.xlsx_writing import CellTooLong, write_xlsx

from .files import component, proposal
from .strategies import COMPONENTS, PROPOSALS

EITHER = st.one_of(
    st.lists(COMPONENTS, min_size=1, max_size=2, unique_by=lambda record: record.id),
    st.lists(PROPOSALS, min_size=1, max_size=2, unique_by=lambda record: record.id),
)
ENDINGS = ["jsonl", "csv", "xlsx"]


def records_of(reading: Reading) -> list[Record]:
    assert reading.errors == []
    assert reading.warnings == []
    return [located.record for located in reading.records]


def written(records: Sequence[Record], ending: str) -> bytes:
    if ending == "xlsx":
        binary = io.BytesIO()
        write_xlsx(records, binary)
        return binary.getvalue()
    text = io.StringIO(newline="")
    (write_csv if ending == "csv" else write_jsonl)(records, text)
    return text.getvalue().encode()


@given(EITHER)
@settings(deadline=None, max_examples=40)
def test_json_lines(records: list[Record]) -> None:
    assert records_of(read_jsonl(written(records, "jsonl"), Path("x"))) == records


@given(EITHER)
@settings(deadline=None, max_examples=40)
def test_csv(records: list[Record]) -> None:
    assert records_of(read_csv(written(records, "csv"), Path("x"))) == records


@given(EITHER)
@settings(deadline=None, max_examples=30)
def test_xlsx(records: list[Record]) -> None:
    assert records_of(read_xlsx(written(records, "xlsx"), Path("x"))) == records


@given(EITHER, st.sampled_from(ENDINGS))
@settings(deadline=None, max_examples=20)
def test_a_file_without_an_ending_is_recognised(records: list[Record], name: str) -> None:
    head = written(records, name)[:65_536]
    seen = [format_.name for format_ in FORMATS.values() if format_.recognises(head)]
    assert seen == [name]


@given(EITHER)
@settings(deadline=None, max_examples=40)
def test_native_data_holds_only_what_is_set(records: list[Record]) -> None:
    for record in records:
        data = to_native(record)
        assert None not in data.values()
        assert [] not in data.values()
        assert record_from(json.loads(json.dumps(data))) == record


def test_whole_amounts_have_no_decimals() -> None:
    data = to_native(record_from(proposal(estimated_cost=250000.0)))
    assert json.dumps(data["estimated_cost"]) == "250000"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-x", "@a", "'=1", "''=1", "'a", "＝1", "=cmd|' /C'!A0"]
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_formulas_are_text(text: str, ending: str, tmp_path: Path) -> None:
    record = record_from(component(owner=text, aliases=[text]))
    path = tmp_path / f"out.{ending}"
    write_records([record], path)
    assert records_of(read(path)) == [record]
    if ending == "csv":
        cells = path.read_text(encoding="utf-8").splitlines()[1].split(",")
        assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in cells)


def test_xlsx_holds_each_type_on_its_sheet(tmp_path: Path) -> None:
    body = record_from({"type": "organization", "id": "mf", "name": {"fr": "Finances"}})
    node = record_from({"type": "capability", "id": "a/b", "parent": "a", "name": {"fr": "B"}})
    records = [record_from(component()), record_from(proposal()), body, node]
    write_records(records, path := tmp_path / "all.xlsx")
    assert records_of(read(path)) == records


def test_csv_of_several_types_is_refused_and_spoils_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("kept")
    with pytest.raises(MixedTypes) as refused:
        write_records([record_from(component()), record_from(proposal())], path)
    assert refused.value.params == {"types": "component, proposal"}
    assert path.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [path]


def test_a_cell_that_a_workbook_would_cut_is_refused(tmp_path: Path) -> None:
    record = validate(Component, component(aliases=[f"{n} " + "é" * 290 for n in range(200)]))
    with pytest.raises(CellTooLong) as refused:
        write_records([record], tmp_path / "out.xlsx")
    assert refused.value.params == {"sheet": "components", "row": 2, "limit": 32767}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_to_write(ending: str, tmp_path: Path) -> None:
    write_records([], path := tmp_path / f"out.{ending}")
    if ending == "jsonl":
        with pytest.raises(UnreadableFile, match="file_empty"):
            read(path)
    else:
        assert records_of(read(path)) == []


def test_an_ending_that_names_no_format(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="file_unknown_type"):
        write_records([], tmp_path / "out.doc")
