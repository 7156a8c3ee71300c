"""Native records as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.formats import csv_rows
from catalogue.formats.detect import read
from catalogue.formats.fields import COLUMNS
from catalogue.formats.findings import Reading, UnreadableFile
from catalogue.formats.header import columns_by_name, key_of

from .files import errors, ids, warned, written


def table(tmp_path: Path, text: str | bytes, **options: Any) -> Reading:
    return read(written(tmp_path / "a.csv", text), **options)


def only_proposal(reading: Reading) -> Proposal:
    assert errors(reading) == []
    (located,) = reading.records
    assert isinstance(located.record, Proposal)
    return located.record


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_delimiters(mark: str, tmp_path: Path) -> None:
    text = mark.join(["id", '"titre, le bon; oui"', "Titre", "Description"]) + "\n"
    text += mark.join(["p1", "", '"a, b; c\td"', '"""oui"" dit\nl’autre"'])
    record = only_proposal(table(tmp_path, text))
    assert (record.title, record.description) == ("a, b; c\td", '"oui" dit\nl’autre')


def test_the_line_of_excel_that_names_the_delimiter(tmp_path: Path) -> None:
    reading = table(tmp_path, "sep=|\r\nid|titre|description\r\np1|a|b\r\np2||b\r\n")
    assert ids(reading) == ["p1"]
    assert (reading.errors[0].field, reading.errors[0].location.row) == ("title", 4)


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("NOM (FR)", ("name", "fr")),
        ("  nom_fr ", ("name", "fr")),
        ("Name (en)", ("name", "en")),
        ("résumé fr", ("summary", "fr")),
        ("Resume en francais", ("summary", "fr")),
        ("Mots-clés (en)", ("keywords", "en")),
        ("SITE WEB", ("links", "website")),
        ("Délai (jours)", ("onboarding", "lead_time_days")),
        ("onboarding_how_fr", ("onboarding", "how", "fr")),
    ],
)
def test_headings_of_components(heading: str, path: tuple[str, ...]) -> None:
    assert columns_by_name("component")[key_of(heading)].path == path


@pytest.mark.parametrize(
    "heading", ["Coût estimé", "ESTIMATED COST", "cout_estime", "Coût estimé ($)"]
)
def test_headings_of_costs(heading: str) -> None:
    assert columns_by_name("proposal")[key_of(heading)].path == ("estimated_cost",)


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_no_name_means_two_columns(kind: str) -> None:
    for column in columns_by_name(kind).values():
        for label in column.labels:
            assert columns_by_name(kind)[key_of(label)] is column, label


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("250000", 250000),
        ("250 000 $", 250000),
        ("250\u202f000,50\u00a0$", 250000.5),
        ("$250,000", 250000),
        ("$250,000.75", 250000.75),
        ("CA$ 1,234,567", 1234567),
        ("1.234.567,89", 1234567.89),
        ("250000.00", 250000),
        ("250000,5", 250000.5),
        ("0,125", 0.125),
        ("1.234", 1.234),
        ("1e+3", 1000),
        ("1'250'000", 1250000),
        ("$1.2M", 1200000),
        ("1,2 M$", 1200000),
        ("1.2 million dollars", 1200000),
        ("2 millions de dollars", 2000000),
        ("750K", 750000),
        ("750 k$", 750000),
        ("1,5 milliard $", 1500000000),
        ("C$ 5,000", 5000),
        ("CDN$5000", 5000),
    ],
)
def test_amounts(text: str, amount: float, tmp_path: Path) -> None:
    reading = table(tmp_path, f'titre;description;coût estimé\na;b;"{text}"\n')
    assert only_proposal(reading).estimated_cost == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5 $", "too_small"),
        ("(5 000)", "too_small"),
        ("−5", "too_small"),
        ("beaucoup", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("12,34,567", "not_a_number"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("1e999", "not_a_number"),
        ("٣", "not_a_number"),
        ("10 à 20", "not_a_number"),
        ("M$", "not_a_number"),
        ("1,2,3 M$", "not_a_number"),
        ("(2 k$)", "too_small"),
        ("5 US$", "not_a_number"),
        ("1.234,56 €", "not_a_number"),
        ("9e12", "too_large"),
    ],
)
def test_amounts_that_are_none(text: str, code: str, tmp_path: Path) -> None:
    reading = table(tmp_path, f'titre;description;coût estimé\na;b;"{text}"\n')
    assert errors(reading) == [("estimated_cost", code)]
    assert reading.errors[0].location.row == 2


def test_cells_of_components(tmp_path: Path) -> None:
    text = (
        "id|name_fr|summary_fr|keywords_fr|contacts|relations|used_by|lifecycle|links_website\n"
        'c1|N|S|"a; b|c\\;d; C:\\temp"|"Équipe <a@b.ca> (Chef) 418 555-1234; Sam ☎ 1"'
        "|part_of:dpg:x|mf@2024-04-01; ma|Available|nulle part\n"
    ).replace("|", "\t")
    reading = table(tmp_path, text.replace("b\tc", "b|c"))
    assert errors(reading) == []
    assert warned(reading) == [("links.website", "bad_address")]
    record = reading.records[0].record
    assert isinstance(record, Component)
    assert record.keywords.fr == ("a", "b", "c;d", "C:\\temp")
    team, sam = record.contacts
    assert (team.email, team.role, team.phone) == ("a@b.ca", "Chef", "418 555-1234")
    assert (sam.name, sam.phone) == ("Sam", "1")
    assert record.relations[0].target == "dpg:x"
    assert [use.organization for use in record.used_by] == ["mf", "ma"]


def test_shapes_tell_the_type(tmp_path: Path) -> None:
    assert table(tmp_path, "titre,description\na,b\n").records[0].record.type == "proposal"
    assert table(tmp_path, "name_en,summary_en\na,b\n").records[0].record.type == "component"
    typed = table(tmp_path, "type,name_fr,title,description\norganisme,a,,\nProjet,,a,b\n")
    assert [located.record.type for located in typed.records] == ["organization", "proposal"]
    bodies = table(tmp_path, "id,name_fr\na,b\n", default_type="organization")
    assert bodies.records[0].record.type == "organization"


def test_an_unknown_type(tmp_path: Path) -> None:
    assert errors(table(tmp_path, "type,name_fr\nchose,a\n")) == [("type", "unknown_value")]


def test_unknown_columns_are_one_warning_each(tmp_path: Path) -> None:
    reading = table(tmp_path, "titre,description,Couleur\na,b,rouge\nc,d,vert\n")
    assert warned(reading) == [("Couleur", "unknown_column")]
    assert len(reading.records) == 2


def test_a_column_twice(tmp_path: Path) -> None:
    reading = table(tmp_path, "titre,title,description\na,b,c\n")
    assert ("title", "column_twice") in errors(reading)


def test_a_header_alone_is_valid_and_empty(tmp_path: Path) -> None:
    reading = table(tmp_path, "titre,description\n\n , \n")
    assert (reading.records, reading.errors, reading.warnings) == ([], [], [])


def test_no_header(tmp_path: Path) -> None:
    for text in ("a,b\n1,2\n", "description\nd\n", "type\nproposal\n"):
        with pytest.raises(UnreadableFile, match="file_unknown_columns"):
            table(tmp_path, text)


def test_cells_beyond_the_header(tmp_path: Path) -> None:
    reading = table(tmp_path, "title,description,estimated_cost\na,b,$250,000\nc,d,5,,\n")
    assert errors(reading) == [("", "too_many_cells")]
    assert reading.errors[0].params == {"expected": 3, "found": 4}
    assert [located.record.title for located in reading.records] == ["c"]  # type: ignore[union-attr]


def test_places(tmp_path: Path) -> None:
    text = 'title,description\n"a\nb",c\n\n,d\ne,f\n,g\n'
    places = [error.location for error in table(tmp_path, text).errors]
    assert [(place.row, place.line) for place in places] == [(4, 5), (6, 7)]


def test_broken_quoting_is_located_and_the_rest_still_read(tmp_path: Path) -> None:
    reading = table(tmp_path, 'title,description\n"a" b,c\nd,e\n"f,g\nh,i\n')
    found = [(error.code, error.params["why"], error.location.row) for error in reading.errors]
    assert found == [("bad_csv", "text_after_quote", 2), ("bad_csv", "unclosed_quote", 4)]
    assert len(reading.records) == 1


def test_huge_fields_and_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = table(tmp_path, "title,description\na," + "x" * 1_100_000 + "\nb,c\n")
    assert [error.params for error in reading.errors] == [{"why": "cell_too_long"}]
    monkeypatch.setattr(csv_rows, "LONGEST_LINE", 1000)
    reading = table(tmp_path, "title,description\na," + "x" * 2000 + "\nb,c\n")
    assert errors(reading) == [("", "line_too_long")]
    assert (reading.errors[0].location.line, len(reading.records)) == (2, 1)


def test_a_nul(tmp_path: Path) -> None:
    reading = table(tmp_path, "title,description\na,b\nc\0,d\n")
    assert errors(reading) == [("", "forbidden_character")]
    assert reading.errors[0].location.line == 3


def test_labels(tmp_path: Path) -> None:
    text = "title,description,relevant\na,b,dpg:x:2; y:1\nc,d,\ne,f,x:3\n"
    reading = table(tmp_path, text)
    assert [located.relevant for located in reading.records] == [{"dpg:x": 2, "y": 1}, {}]
    assert errors(reading) == [("relevant", "bad_labels")]


def test_a_row_of_very_many_cells_is_an_error(tmp_path: Path) -> None:
    reading = table(tmp_path, "title,description\na,b\n" + "c," * 20_000 + "\nd,e\n")
    assert [(one.location.row, one.code) for one in reading.errors] == [(3, "too_many_values")]
