from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.match import (
    Band,
    CheckResult,
    Evidence,
    IndexState,
    Match,
    Passage,
    WordPair,
)
from catalogue.formats.writing import MATCH_COLUMNS
from catalogue.wording.matches import evidence_sentence, match_headings
from catalogue.wording.report import check_report, passages_of, waterfall

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

MATCH = Match(
    id="identite",
    type="component",
    name="Identité numérique",
    language="fr",
    probability=0.87,
    band=Band.overlap,
    prior=-4.5,
    log_odds=1.9,
    evidence=(
        Evidence(signal="stems", value=0.5, contribution=3.25, terms=("identité", "citoyen")),
        Evidence(
            signal="lexicon",
            value=0.4,
            contribution=2.0,
            pairs=(WordPair(left="rendez-vous", right="appointment"),),
        ),
        Evidence(
            signal="meaning_sentences",
            value=0.5,
            contribution=1.0,
            passages=(Passage(left="Ouvrir un compte", right="Créer un compte", similarity=0.8),),
        ),
        Evidence(signal="names", value=0.1, contribution=0.1, terms=("nom",)),
        Evidence(signal="keys", value=0.1, contribution=0.05),
    ),
    only_left=("drone",),
    only_right=("mot de passe", "jeton"),
)


def report(language: Any, *matches: Match, **index: Any) -> str:
    state = IndexState(**{"records": 1234, "fresh": True, "meaning": True} | index)
    result = CheckResult(matches=matches, index=state, model="2026-11")
    return check_report(result, "Mon projet", language, TEMPLATES)


def test_from_the_start_to_the_total_every_signal_has_its_line() -> None:
    rows = waterfall(MATCH, "en")
    assert [row[2:8].replace(" ", "") for row in rows] == [
        "-4.50",
        "+3.25",
        "+2.00",
        "+1.00",
        "+0.15",
        "+1.90",
    ]
    assert "Words in common" in rows[1]
    assert rows[1].endswith("identité, citoyen")
    assert rows[2].endswith("rendez-vous = appointment")
    assert len(rows) == 6


def test_the_lines_add_up() -> None:
    points = [float(row[2] + row[3:8].strip().replace(",", ".")) for row in waterfall(MATCH, "fr")]
    assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.02)


def test_slight_signals_share_one_line() -> None:
    rows = waterfall(MATCH, "en")
    assert "Other evidence, slight" in rows[-2]
    assert "0.15" in rows[-2]
    assert not any("Similar names" in row for row in rows)


def test_without_slight_signals_there_is_no_such_line() -> None:
    strong = MATCH.model_copy(update={"evidence": MATCH.evidence[:2]})
    assert not any("slight" in row for row in waterfall(strong, "en"))


def test_passages_are_those_that_answer_each_other() -> None:
    assert [passage.left for passage in passages_of(MATCH)] == ["Ouvrir un compte"]
    body = Evidence(signal="meaning_body", value=1, contribution=1, passages=passages_of(MATCH))
    assert passages_of(MATCH.model_copy(update={"evidence": (body,)})) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fr",
            [
                "«\u00a0Mon projet\u00a0»",
                "1\u202f234",
                "CHEVAUCHEMENT 87\u00a0%",
                "drone",
                "mot de passe, jeton",
                "Ouvrir un compte",
                "Créer un compte",
                "en français",
            ],
        ),
        ("en", ["“Mon projet”", "1,234", "OVERLAP 87%", "drone", "in French", "component"]),
    ],
)
def test_a_report_says_what_is_alike_and_what_differs(language: Any, told: list[str]) -> None:
    text = report(language, MATCH)
    assert [words for words in told if words not in text] == []
    assert "2026-11" in text
    assert "signal." not in text
    assert "check." not in text


@pytest.mark.parametrize(
    ("index", "told", "clear"),
    [
        ({}, "", True),
        ({"fresh": False}, "not up to date", True),
        ({"meaning": False}, "without meaning", True),
        ({"records": 0}, "empty", False),
    ],
)
def test_a_check_that_could_not_run_is_never_no_duplicates(
    index: dict, told: str, clear: bool
) -> None:
    text = report("en", **index)
    assert told in text
    assert ("WARNING" in text) == bool(told)
    assert ("Nothing similar was found" in text) == clear


def test_evidence_stands_on_one_line_in_a_table() -> None:
    said = evidence_sentence(MATCH.model_dump(mode="json"), "fr")
    assert said.startswith("Mots en commun +3,2 (identité, citoyen); ")
    assert said.count("; ") == 3
    assert "\n" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_column_of_a_table_has_its_heading(language: Any) -> None:
    headings = match_headings(language)
    assert set(headings) == {*MATCH_COLUMNS, "sheet"}
    assert not any(heading.startswith("column.") for heading in headings.values())
    assert len(set(headings.values())) == len(headings)
