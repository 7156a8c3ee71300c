"""Lists of projects as bodies keep them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from catalogue.domain.errors import CatalogueError
from catalogue.domain.proposal import Proposal
from catalogue.formats.column_contents import contents_of, identifier_of
from catalogue.formats.column_guess import guess_columns
from catalogue.formats.days import day_of
from catalogue.formats.portfolio import (
    ColumnsNotGuessed,
    NoColumns,
    NoSuchColumn,
    Portfolio,
    read_portfolio,
)

CELLS = {
    "id": ["P-1", "P-2", "P-3"],
    "title": ["Paie", "Déneigement", "Rendez-vous en ligne"],
    "description": [
        "Refaire le système de paie et corriger les talons des employés.",
        "Suivre les chasse-neige sur une carte et avertir les résidents.",
        "Laisser les personnes choisir une plage horaire au comptoir.",
    ],
    "organization": ["Finances", "Transports", "Finances"],
    "estimated_cost": ["1 250 000 $", "400 000 $", ""],
    "start": ["2026-04-01", "2026/09/01", "20270115"],
    "language": ["FR", "English", "français"],
}
HEADINGS = {
    "id": ["Project ID", "No de projet", "Numéro", "Reference number", "ProjectCode"],
    "title": ["Project name", "Nom du projet", "Intitulé", "Initiative", "Libellé du projet"],
    "description": ["Project summary", "Portée", "Objectif", "Descripton", "Résumé du projet"],
    "organization": ["Lead department", "Ministère", "Organisme promoteur", "Agency"],
    "estimated_cost": ["Total budget", "Montant prévu", "Cost (CAD)", "Dépenses 2026-2027"],
    "start": ["Planned start date", "Date de début prévue", "Start"],
    "language": ["Langue", "Language"],
}


def listed(headings: list[str], columns: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *zip(*columns, strict=True)])
    return out.getvalue().encode()


def read(tmp_path: Path, content: bytes, name: str = "list.csv", **told: str) -> Portfolio:
    path = tmp_path / name
    path.write_bytes(content)
    return read_portfolio(path, told)


def proposals(portfolio: Portfolio) -> list[Proposal]:
    assert portfolio.reading.errors == []
    return [one.record for one in portfolio.reading.records if isinstance(one.record, Proposal)]


@given(
    st.permutations(sorted(CELLS)),
    st.fixed_dictionaries({field: st.sampled_from(names) for field, names in HEADINGS.items()}),
)
@settings(deadline=None, max_examples=60)
def test_headings_tell_in_any_order_and_in_either_language(
    order: list[str], names: dict[str, str]
) -> None:
    contents = [contents_of(CELLS[field]) for field in order]
    found = guess_columns([names[field] for field in order], contents, {})
    assert {one.field: order[one.column] for one in found} == {field: field for field in CELLS}
    assert {one.how for one in found} == {"name"}


def test_contents_tell_where_headings_do_not(tmp_path: Path) -> None:
    fields = ["title", "description", "estimated_cost", "language"]
    content = listed(["A", "B", "C", "D"], [CELLS[field] for field in fields])
    [sheet] = read(tmp_path, content).sheets
    assert {one.field: one.heading for one in sheet.guesses} == dict(
        zip(fields, "ABCD", strict=True)
    )
    assert {one.how for one in sheet.guesses} == {"contents"}


def test_contents_overrule_headings(tmp_path: Path) -> None:
    columns = [CELLS["title"], CELLS["description"], ["high", "low", "high"], ["a", "a", "b"]]
    content = listed(["Project", "Scope", "Cost", "Project number"], columns)
    [sheet] = read(tmp_path, content).sheets
    assert [one.field for one in sheet.guesses] == ["title", "description"]
    assert sheet.aside == ["Cost", "Project number"]


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        ("Budget", 1250.0),
        ("Budget (000 $)", 1_250_000),
        ("Coût (k$)", 1_250_000),
        ("Cost in thousands", 1_250_000),
        ("Cost ($M)", 1_250_000_000),
        ("Montant (en millions de dollars)", 1_250_000_000),
    ],
)
def test_amounts_are_in_the_unit_of_their_heading(
    tmp_path: Path, heading: str, amount: float
) -> None:
    columns = [CELLS["title"], CELLS["description"], ["1 250", "about 3", "-3"]]
    portfolio = read(tmp_path, listed(["Projet", "Objet", heading], columns))
    assert [one.estimated_cost for one in proposals(portfolio)] == [amount, None, None]
    assert [one.code for one in portfolio.reading.warnings] == ["amount_left_out"] * 2


def test_rows_that_are_no_projects_and_projects_that_lack_a_text(tmp_path: Path) -> None:
    columns = [
        ["Paie", "", "Neige", "TOTAL", ""],
        ["Refaire la paie des employés du ministère.", "Une carte des rues.", "", "", ""],
        ["1", "2", "3", "6", "7"],
    ]
    portfolio = read(tmp_path, listed(["Projet", "Objet", "Budget"], columns))
    assert [(one.title, one.description) for one in proposals(portfolio)] == [
        ("Paie", "Refaire la paie des employés du ministère."),
        ("Une carte des rues.", "Une carte des rues."),
        ("Neige", "Neige"),
    ]
    assert [(one.code, one.location.row) for one in portfolio.reading.warnings] == [
        ("total_left_out", 5),
        ("row_left_out", 6),
    ]


def test_a_list_headed_as_ours_is_read_as_ours(tmp_path: Path) -> None:
    content = b"title,description,estimated_cost\nPaie,Refaire la paie.,beaucoup\n"
    portfolio = read(tmp_path, content)
    assert portfolio.sheets == []
    assert [one.field for one in portfolio.reading.errors] == ["estimated_cost"]


def test_sheets_of_a_workbook_are_guessed_each_for_itself(tmp_path: Path) -> None:
    book = Workbook()
    first, notes, second = book.active, book.create_sheet("Notes"), book.create_sheet("2027")
    first.title = "2026"
    for row in (["Portefeuille de projets"], [], ["Projet", "Portée"], ["Paie", "Refaire la paie"]):
        first.append(row)
    notes.append(["Printed on", "2026-11-23"])
    for row in (["Department", "Name", "Objective"], ["Roads", "Snow", "Follow snow ploughs"]):
        second.append(row)
    book.save(tmp_path / "list.xlsx")
    portfolio = read_portfolio(tmp_path / "list.xlsx", {})
    assert [one.title for one in portfolio.sheets] == ["2026", "2027"]
    assert [one.title for one in proposals(portfolio)] == ["Paie", "Snow"]
    assert [one.code for one in portfolio.reading.warnings] == ["sheet_left_out"]


def test_a_column_may_be_told_and_a_field_left_out(tmp_path: Path) -> None:
    content = listed(
        ["Projet", "Portée", "Notes", "Budget"],
        [CELLS["title"], CELLS["id"], CELLS["description"], ["1", "2", "3"]],
    )
    portfolio = read(tmp_path, content, description="notes", estimated_cost="")
    assert [one.description for one in proposals(portfolio)] == CELLS["description"]
    assert {one.estimated_cost for one in proposals(portfolio)} == {None}


def test_what_cannot_be_guessed_is_refused_by_name(tmp_path: Path) -> None:
    content = listed(["Phase", "Zone"], [["1", "2"], ["3", "4"]])
    with pytest.raises(ColumnsNotGuessed) as refused:
        read(tmp_path, content)
    assert refused.value.params == {"field": "title", "columns": "Phase · Zone"}
    with pytest.raises(NoSuchColumn):
        read(tmp_path, content, title="Nom")
    with pytest.raises(NoColumns):
        read(tmp_path, b'{"title": "a", "description": "b"}', "list.jsonl", title="a")


def test_days_and_identifiers() -> None:
    assert [day_of(one) for one in ("2026/02/03", "2026-02-30", "3 mai", "2026-02-03 00:00")] == [
        "2026-02-03",
        None,
        None,
        "2026-02-03",
    ]
    assert [identifier_of(one) for one in (" IT 2016/3 ", "É-4", "#?")] == ["IT-2016-3", "4", ""]


TABLES = st.lists(
    st.lists(
        st.sampled_from([*HEADINGS["title"], *HEADINGS["estimated_cost"], "Total", "=1", "9 $", ""])
        | st.text(st.characters(exclude_characters="\0"), max_size=12),
        max_size=5,
    ),
    max_size=6,
)


@given(TABLES, st.binary(max_size=12), st.integers(0, 400))
@settings(deadline=None, max_examples=150)
def test_any_list_is_read_or_refused_by_name(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], piece: bytes, at: int
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    content = bytearray(out.getvalue().encode("utf-8", "surrogatepass"))
    content[at:at] = piece
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        portfolio = read_portfolio(path, {})
    except CatalogueError:
        return
    for finding in (*portfolio.reading.errors, *portfolio.reading.warnings):
        assert finding.field.isprintable()
    for sheet in portfolio.sheets:
        assert {"title", "description"} <= {one.field for one in sheet.guesses}


def test_days_in_the_order_that_their_columns_tell(tmp_path: Path) -> None:
    content = (
        b"Project;Summary;Start date;End date\n"
        b"Gate;Pays for permits online;12/31/2018;1/5/2019\n"
        b"Pay;Replaces the payroll;6/5/2018;TBD\n"
        b"Slots;Lets people choose a slot;6/15/2018;March 2019\n"
    )
    found = read(tmp_path, content)
    assert [(f"{one.start}", f"{one.end}") for one in proposals(found)] == [
        ("2018-12-31", "2019-01-05"),
        ("2018-06-05", "None"),
        ("2018-06-15", "2019-03-31"),
    ]
    assert {one.order for one in found.sheets[0].guesses if one.order} == {"month_first"}
    assert found.reading.warnings == []


def test_titles_french_amounts_and_windows(tmp_path: Path) -> None:
    content = (
        "Portefeuille de projets, 2018-2019;;;\nSource : le Trésor;;;\n\n"
        "Nom du projet;Description;Ministère;Coût estimé (000 $)\n"
        "Guichet;Permet de payer en ligne;Transports;1 234,56\n"
        "Paie;Remplace le système de paie;Santé;2,5 M$\n"
        "Rendez-vous;Prise de rendez-vous;Santé;750 k$\n"
        "Cartes;Cartes des chemins;Santé;à déterminer\n"
    ).encode("cp1252")
    found = proposals(read(tmp_path, content))
    assert [one.estimated_cost for one in found] == [1_234_560, 2_500_000, 750_000, None]


def test_our_own_header_may_stand_under_titles(tmp_path: Path) -> None:
    content = b"Portfolio, 2018;;\n;;\ntitle;description;estimated_cost\nA;Pays permits;$1.2M\n"
    found = read(tmp_path, content)
    assert [one.estimated_cost for one in proposals(found)] == [1_200_000]
    assert [(one.location.row, one.code) for one in found.reading.warnings] == [(3, "header_below")]
