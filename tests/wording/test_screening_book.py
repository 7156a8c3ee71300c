"""The workbook of a screened file, as a person opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.domain.cluster import Cluster, Resemblance, Tie
from catalogue.domain.match import (
    Band,
    CheckResult,
    Evidence,
    Identity,
    IndexState,
    Match,
    Passage,
    WordPair,
)
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.screened import Screened, Within
from catalogue.domain.text import BilingualLine, Language
from catalogue.formats.book import write_book
from catalogue.wording.screening_book import NUMBERS, screening_book

THRESHOLDS = {Band.duplicate: 0.7, Band.overlap: 0.5, Band.related: 0.2}
EVIDENCE = (
    Evidence(
        signal="word_meaning",
        value=1,
        contribution=2,
        pairs=(WordPair(left="paie", right="payroll"),),
    ),
    Evidence(
        signal="meaning_sentences",
        value=1,
        contribution=1,
        passages=(Passage(left="Refaire la paie.", right="Replace payroll.", similarity=0.9),),
    ),
)


def match(name: str, kind: Any, probability: float, band: Band) -> Match:
    return Match(
        id=name,
        type=kind,
        name=f"=The {name}",
        language="en",
        probability=probability,
        band=band,
        prior=-3,
        log_odds=0,
        evidence=EVIDENCE,
        only_left=("talons",),
    )


def proposal(name: str, body: str | None, cost: float | None) -> Proposal:
    return Proposal(
        id=name,
        title=f"@Paie {name}",
        description="Refaire la paie.",
        organization=body,
        estimated_cost=cost,
    )


PROPOSALS = [
    proposal("a", "Santé", 700_000),
    proposal("b", "Justice", 300_000),
    proposal("c", None, None),
]
CLUSTER = Cluster(
    id="cluster-1",
    name="-Paie",
    proposals=("a", "b"),
    titles=("@Paie a", "@Paie b"),
    sponsors=("Santé", "Justice"),
    costs=(700_000, 300_000),
    bodies=("Santé", "Justice"),
    money=1_000_000,
    beyond_largest=300_000,
    without_cost=0,
    cohesion=0.9,
    ties=(Tie(left="a", right="b", probability=0.9, terms=("paie",)),),
)
PAIR = Resemblance(
    left="a", right="b", match=match("b", "proposal", 0.9, Band.duplicate), cluster="cluster-1"
)


def screened(**changes: Any) -> Screened:
    index = IndexState(records=9, fresh=True, meaning=True)
    results = [
        CheckResult(matches=found, index=index, model="m1")
        for found in (
            (match("payroll", "component", 0.8, Band.duplicate),),
            (match("payroll", "component", 0.3, Band.related),),
            (),
        )
    ]
    owner = Identity(owner=BilingualLine(fr="Trésor", en="Treasury"))
    whole: dict[str, Any] = {
        "proposals": PROPOSALS,
        "model": "m1",
        "thresholds": THRESHOLDS,
        "results": results,
        "known": {Matched("component", "payroll"): owner},
        "within": Within([CLUSTER], [PAIR], 1),
    }
    return Screened(**{**whole, **changes})


def written(path: Path, language: Language, **changes: Any) -> Any:
    out = path / "out.xlsx"
    sheets = screening_book(screened(**changes), "p & q.csv", "2026-11-23 09:00", language)
    write_book(sheets, out, NUMBERS[language], "p & q.csv")
    return load_workbook(out)


def words(sheet: Any) -> str:
    return "\n".join(str(cell.value) for row in sheet for cell in row if cell.value is not None)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Sommaire", "Rapprochements", "Groupes", "Projets des groupes", "Paires"]),
        ("en", ["Summary", "Matches", "Clusters", "Projects in clusters", "Pairs"]),
    ],
)
def test_the_sheets_are_in_the_reader_s_language(
    tmp_path: Path, language: Language, names: list[str]
) -> None:
    assert written(tmp_path, language).sheetnames == names


def test_the_summary_says_what_came_out(tmp_path: Path) -> None:
    sheet = written(tmp_path, "en")["Summary"]
    told = words(sheet)
    assert "Of 3 projects, with a stated cost of $1,000,000:" in told
    assert "1 projects, at $700,000." in told
    assert "1 (2 projects), 1 of them of several public bodies" in told
    assert "the body that pays most in each cluster: $300,000" in told
    for expected in ("p & q.csv", "2026-11-23 09:00", "m1", "Limits", "How to read this workbook"):
        assert expected in told
    by_label = {row[0].value: [cell.value for cell in row[1:4]] for row in sheet}
    assert by_label["Probable duplicate (70% or more)"] == [1, 1, 700_000]
    assert by_label["Overlap (50% or more)"] == [0, 0, 0]
    assert by_label["Related (20% or more)"] == [1, 1, 300_000]
    assert by_label["Nothing similar"] == [1, 0, 0]


def test_warnings_come_where_the_check_was_not_whole(tmp_path: Path) -> None:
    state = IndexState(records=0, fresh=False, meaning=False)
    results = [CheckResult(matches=(), index=state, model="m1") for _ in PROPOSALS]
    told = words(written(tmp_path, "en", results=results)["Summary"])
    assert told.count("WARNING") == 3
    assert "WARNING" not in words(written(tmp_path, "en")["Summary"])


def test_a_row_a_match_with_its_evidence_in_words(tmp_path: Path) -> None:
    sheet = written(tmp_path, "fr")["Rapprochements"]
    first = [cell.value for cell in sheet[2]]
    assert first[:8] == [
        "@Paie a",
        "Santé",
        700_000,
        "=The payroll",
        "Trésor",
        "composante",
        0.8,
        "Doublon probable",
    ]
    assert (
        first[8]
        == "On lit des deux côtés\u00a0: paie (payroll). Les deux textes ont un sens voisin."
    )
    assert first[9] == "Refaire la paie. ↔ Replace payroll."
    assert sheet.max_row == 3


def test_a_row_a_pair_with_both_bodies(tmp_path: Path) -> None:
    sheet = written(tmp_path, "en")["Pairs"]
    first = [cell.value for cell in sheet[2]]
    assert first[1:9] == [
        "@Paie a",
        "Santé",
        700_000,
        "@Paie b",
        "Justice",
        300_000,
        0.9,
        "Probable duplicate",
    ]


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    for sheet in written(tmp_path, "en"):
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_links_lead_to_rows_that_are_there(tmp_path: Path) -> None:
    book = written(tmp_path, "fr")
    cells = [cell for sheet in book for row in sheet for cell in row]
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    for link in links:
        name, _, place = link.rpartition("!")
        assert book[name.strip("'")][place].value is not None
    assert len(links) == 5


def test_tables_are_ready_to_read_and_to_print(tmp_path: Path) -> None:
    for language, money in (("en", '"$"#,##0'), ("fr", '#,##0\\ "$"')):
        book = written(tmp_path, language)  # type: ignore[arg-type]
        for sheet in book.worksheets[1:]:
            assert sheet.freeze_panes == "B2"
            assert sheet.auto_filter.ref.startswith("A1:")
            assert sheet.print_title_rows == "$1:$1"
        for sheet in book:
            assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.oddFooter.left.text == "p && q.csv"
        matches = book.worksheets[1]
        assert matches["C2"].number_format == money
        assert "%" in matches["G2"].number_format
        assert matches["I2"].alignment.wrap_text


def test_an_amount_with_cents_is_written_with_them(tmp_path: Path) -> None:
    odd = [proposal("a", "Santé", 700_000.5), *PROPOSALS[1:]]
    for language, cents in (("en", '"$"#,##0.00'), ("fr", '#,##0.00\\ "$"')):
        matches = written(tmp_path, language, proposals=odd).worksheets[1]  # type: ignore[arg-type]
        amounts = {cell.value: cell.number_format for cell in matches["C"]}
        assert amounts[700_000.5] == cents
        assert amounts[300_000] == NUMBERS[language]["money"]  # type: ignore[index]


def test_the_surest_come_first_and_then_the_dearest(tmp_path: Path) -> None:
    asked = screened().results or ()
    book = written(tmp_path, "en", results=[asked[1], asked[0], asked[1]])
    first = [row[-2] for row in list(book["Matches"].values)[1:]]
    assert first == ["b", "a", "c"]


def test_nobody_is_told_to_be_surer_than_can_be(tmp_path: Path) -> None:
    sure = PAIR.model_copy(update={"match": match("b", "proposal", 0.9999, Band.duplicate)})
    book = written(tmp_path, "en", within=Within([CLUSTER], [sure], 1))
    assert book["Pairs"]["H2"].value == 0.99


def test_what_was_not_asked_has_no_sheet(tmp_path: Path) -> None:
    assert written(tmp_path, "en", results=None).sheetnames[1:] == [
        "Clusters",
        "Projects in clusters",
        "Pairs",
    ]
    assert written(tmp_path, "en", within=None).sheetnames == ["Summary", "Matches"]


def test_nothing_at_all_is_a_workbook_too(tmp_path: Path) -> None:
    book = written(tmp_path, "fr", proposals=[], results=[], within=Within([], [], 0))
    assert [sheet.max_row for sheet in book.worksheets[1:]] == [1, 1, 1, 1]
