"""Native records as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.component import Component
from catalogue.formats import json_text
from catalogue.formats.detect import read
from catalogue.formats.findings import MOST_ERRORS, MOST_FINDINGS, Reading

from .files import component, errors, ids, jsonl, proposal, warned, written


def lines(tmp_path: Path, *records: Any, **options: Any) -> Reading:
    return read(jsonl(tmp_path / "a.jsonl", *records), **options)


def test_blank_lines_are_skipped(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(), "", "  ", proposal())
    assert ids(reading) == ["rendez-vous", "p1"]
    assert [located.location.line for located in reading.records] == [1, 4]


def test_line_separators_within_texts_end_no_line(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(owner="a\u2028b\x85c"))
    assert reading.errors == []


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array(indent: int | None, tmp_path: Path) -> None:
    text = json.dumps([component(), proposal(title=3), proposal()], indent=indent)
    reading = read(written(tmp_path / "a.json", "\n" + text))
    assert ids(reading) == ["rendez-vous", "p1"]
    assert errors(reading) == [("title", "not_text")]
    assert reading.errors[0].location.row == 2
    assert reading.errors[0].location.line == (2 if indent is None else 14)


def test_an_empty_array(tmp_path: Path) -> None:
    reading = read(written(tmp_path / "a.json", " [ ] "))
    assert (reading.records, reading.errors) == ([], [])


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[\n" + json.dumps(component()) + "\n{}]", 3, "expected_comma"),
        ("[\n" + json.dumps(component()) + ",\n]", 3, "expected_value"),
        ("[\n" + json.dumps(component()) + "\n] x", 3, "extra_data"),
        ("[\n" + json.dumps(component()) + ",\n{'a': 1}]", 3, "expected_key"),
        ("[\n" + json.dumps(component()), 2, "expected_comma"),
    ],
)
def test_a_malformed_array_keeps_what_came_before(
    text: str, line: int, why: str, tmp_path: Path
) -> None:
    reading = read(written(tmp_path / "a.json", text))
    assert ids(reading) == ["rendez-vous"]
    (error,) = reading.errors
    assert (error.code, error.location.line, error.params["why"]) == ("bad_json", line, why)


def test_one_object_over_several_lines(tmp_path: Path) -> None:
    reading = read(written(tmp_path / "a.json", json.dumps(component(), indent=2)))
    assert ids(reading) == ["rendez-vous"]


def test_one_malformed_object_over_several_lines_is_one_error(tmp_path: Path) -> None:
    text = json.dumps(component(), indent=2).replace('"name":', '"name"')
    (error,) = read(written(tmp_path / "a.json", text)).errors
    assert (error.location.line, error.location.column) == (4, 10)
    assert error.params == {"column": 10, "why": "expected_colon"}


def test_line_three_of_five_is_malformed(tmp_path: Path) -> None:
    records = [component(id=f"c{number}") for number in range(4)]
    reading = lines(tmp_path, *records[:2], '{"type": "component", oops}', *records[2:])
    assert ids(reading) == ["c0", "c1", "c2", "c3"]
    (error,) = reading.errors
    assert (error.code, error.location.line, error.location.column) == ("bad_json", 3, 23)
    assert error.params == {"column": 23, "why": "expected_key"}


def test_every_error_is_reported_at_once(tmp_path: Path) -> None:
    reading = lines(
        tmp_path,
        proposal(id="a", estimated_cost=-1, start="2026-02-30", colour="red"),
        proposal(id="b", status="unheard_of"),
        proposal(id="c"),
    )
    assert errors(reading) == [
        ("estimated_cost", "too_small"),
        ("start", "bad_date"),
        ("status", "unknown_value"),
    ]
    assert warned(reading) == [("colour", "unknown_field")]
    assert [error.location.line for error in reading.errors] == [1, 1, 2]
    assert reading.errors[0].params == {"ge": 0}
    assert "draft" in str(reading.errors[2].params["expected"])


def test_errors_are_counted_and_the_first_hundred_kept(tmp_path: Path) -> None:
    reading = lines(tmp_path, *["{"] * 250)
    assert (len(reading.errors), reading.error_count) == (MOST_FINDINGS, 250)
    hopeless = lines(tmp_path, *["1"] * (MOST_ERRORS + 50))
    assert hopeless.error_count == MOST_ERRORS


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ('{"type": "proposal", "title": "a", "title": "b"}', "title", "key_twice"),
        ('{"type": "component", "name": {"fr": "a", "fr": "a"}}', "name.fr", "key_twice"),
        ('{"type": "proposal", "estimated_cost": NaN}', "estimated_cost", "not_json_number"),
        ('{"type": "proposal", "estimated_cost": -Infinity}', "estimated_cost", "not_json_number"),
        ('{"type": "proposal", "id": %s}' % ("9" * 5000), "id", "number_too_long"),
        ('{"type": "proposal", "id": "a\\u0000b"}', "id", "forbidden_character"),
        ('{"type": "proposal", "id": "a\\ud800b"}', "id", "forbidden_character"),
        ('{"type": "proposal", "a\\ud800": 1}', "a\ufffd", "forbidden_character"),
        ('{"type": "proposal", "start": 86400}', "start", "bad_date"),
        ('{"type": "proposal", "start": "86400"}', "start", "bad_date"),
        ('{"type": "component", "used_by": [{"since": 1}]}', "used_by[0].since", "bad_date"),
        ("[1" + "]" * 2, "", "bad_json"),
        ("3", "", "not_an_object"),
        ('{"name": {"fr": "a"}, "summary": {"fr": "a"}}', "type", "required"),
        ('{"type": "thing"}', "type", "unknown_value"),
        ('{"type": ["component"]}', "type", "unknown_value"),
    ],
)
def test_hostile_lines(text: str, field: str, code: str, tmp_path: Path) -> None:
    reading = lines(tmp_path, proposal(), text)
    assert errors(reading) == [(field, code)]
    assert reading.errors[0].location.line == 2
    assert ids(reading) == ["p1"]


def test_a_nul_in_the_text(tmp_path: Path) -> None:
    reading = lines(tmp_path, proposal(), '{"type": "pro\0posal"}')
    assert errors(reading) == [("", "bad_json")]
    assert reading.errors[0].params["why"] == "control_character"


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting(opening: str, tmp_path: Path) -> None:
    deep = lines(tmp_path, proposal(), '{"type": "proposal", "x": ' + opening * 100_000)
    assert [code for _, code in errors(deep)] in (["too_deep"], ["bad_json"])
    shallow = opening * 60 + "1" + ("]" if opening == "[" else "}") * 60
    reading = lines(tmp_path, proposal(), '{"type": "proposal", "x": ' + shallow + "}")
    assert errors(reading) == [("x", "too_deep")]


def test_a_record_with_too_many_values(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(aliases=[1] * 30_000))
    assert errors(reading) == [("aliases", "too_many_values")]


@pytest.mark.parametrize("before", ["", "[", "[1,"])
def test_a_line_without_end(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONGEST_LINE", 50_000)
    text = before + '{"type": "proposal", "title": "' + "a" * 100_000 + '"}'
    reading = read(written(tmp_path / "a.json", text))
    assert ("", "line_too_long") in errors(reading)
    assert reading.errors[-1].params == {"limit": 50_000}


def test_items_larger_than_the_first_look(tmp_path: Path) -> None:
    records = [component(id=f"c{n}", description={"fr": "é " * 9_000}) for n in range(3)]
    reading = read(written(tmp_path / "a.json", json.dumps(records)))
    assert (errors(reading), ids(reading)) == ([], ["c0", "c1", "c2"])


def test_unknown_fields_are_left_out_with_a_warning(tmp_path: Path) -> None:
    odd = component(
        colour="red", name={"fr": "Nom", "es": "Nombre"}, contacts=[{"name": "A", "x": 1}]
    )
    reading = lines(tmp_path, odd)
    assert errors(reading) == []
    assert sorted(warned(reading)) == [
        ("colour", "unknown_field"),
        ("contacts[0].x", "unknown_field"),
        ("name.es", "unknown_field"),
    ]
    assert reading.records[0].record.name.fr == "Nom"  # type: ignore[union-attr]


def test_what_is_left_may_still_be_wrong(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(name={"es": "Nombre"}))
    assert warned(reading) == [("name.es", "unknown_field")]
    assert errors(reading) == [("name", "no_language")]


def test_bad_links_and_contacts_are_left_out_with_a_warning(tmp_path: Path) -> None:
    contacts = [
        {"name": "A", "email": "nobody", "phone": 4185551234},
        {"name": "B", "email": "b@example.org"},
    ]
    links = {"website": "example", "source": "https://example.org", "api": 3}
    reading = lines(tmp_path, component(contacts=contacts, links=links))
    assert errors(reading) == []
    assert sorted(warned(reading)) == [
        ("contacts[0].email", "bad_email"),
        ("contacts[0].phone", "not_text"),
        ("links.api", "not_text"),
        ("links.website", "bad_address"),
    ]
    record = reading.records[0].record
    assert isinstance(record, Component)
    assert [contact.email for contact in record.contacts] == [None, "b@example.org"]
    assert record.links.source == "https://example.org"


def test_thousands_of_unknown_fields_end(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(**{f"f{number}": 1 for number in range(15_000)}))
    assert (ids(reading), reading.warning_count) == (["rendez-vous"], 15_000)


def test_the_default_type(tmp_path: Path) -> None:
    bare = {key: value for key, value in proposal().items() if key != "type"}
    assert errors(lines(tmp_path, bare)) == [("type", "required")]
    reading = lines(tmp_path, bare, component(), default_type="proposal")
    assert [located.record.type for located in reading.records] == ["proposal", "component"]


def test_the_same_identifier_twice(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(id="a"), proposal(id="a"), component(id="a"))
    (error,) = reading.errors
    assert (error.field, error.code, error.location.line) == ("id", "id_twice", 3)
    assert error.params == {"id": "a", "first": 1}


def test_identifiers_are_made_from_names(tmp_path: Path) -> None:
    def named(name: str) -> dict[str, Any]:
        return {**component(name={"fr": name}), "id": None}

    reading = lines(
        tmp_path,
        named("Café"),
        named("Cafe!"),
        named("Café"),
        component(id="cafe"),
        component(id="cafe-3"),
    )
    assert ids(reading) == ["cafe-2", "cafe-4", "cafe-5", "cafe", "cafe-3"]
    assert errors(reading) == []
    (warning,) = reading.warnings
    assert (warning.code, warning.location.line) == ("name_twice", 3)
    assert warning.params["first"] == 1


def test_a_missing_name_is_one_error(tmp_path: Path) -> None:
    assert errors(lines(tmp_path, {"type": "proposal", "description": "d"})) == [
        ("title", "required")
    ]


def test_labels(tmp_path: Path) -> None:
    reading = lines(
        tmp_path,
        proposal(id="a", relevant={"x": 2, "y": 1}),
        proposal(id="b", relevant={}),
        proposal(id="c"),
    )
    assert [located.relevant for located in reading.records] == [{"x": 2, "y": 1}, {}, None]


@pytest.mark.parametrize(
    "labels", [{"x": 3}, {"x": 0}, {"x": True}, {"x": "2"}, {"x": 1.0}, ["x"], 2, None]
)
def test_bad_labels(labels: object, tmp_path: Path) -> None:
    reading = lines(tmp_path, proposal(relevant=labels))
    assert (errors(reading), reading.records) == ([("relevant", "bad_labels")], [])


def test_what_is_quoted_from_a_file_is_safe_to_print(tmp_path: Path) -> None:
    reading = lines(tmp_path, component(**{"\x1b[31m" + "x" * 500: 1}))
    (finding,) = reading.errors or reading.warnings
    assert finding.field.isprintable()
    assert len(finding.field) == 200
