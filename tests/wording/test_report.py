from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.match import (
    Alike,
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
from catalogue.domain.text import BilingualLine
from catalogue.formats.writing import MATCH_COLUMNS
from catalogue.wording.matches import evidence_sentence, match_headings
from catalogue.wording.report import WIDTH, check_report, passages_of, waterfall

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


def test_from_the_start_to_the_total_every_reason_has_its_line() -> None:
    rows = waterfall(MATCH, "en")
    assert [row.split()[0] for row in rows] == [
        "\u22124.50",
        "+3.30",
        "+2.00",
        "+1.00",
        "+0.10",
        "+1.90",
    ]
    assert "about 1 in 91" in rows[0]
    assert "Words in common" in rows[1]
    assert rows[1].endswith("identité, citoyen")
    assert rows[2].endswith("rendez-vous\u00a0=\u00a0appointment")
    assert rows[-1].endswith("about 9 in 10")


def test_the_lines_add_up() -> None:
    points = [
        float(row.split()[0].replace(",", ".").replace("\u2212", "-"))
        for row in waterfall(MATCH, "fr")
    ]
    assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.02)


@given(
    st.lists(st.text(st.characters(categories=["L"]), max_size=40), max_size=9).map(tuple),
    st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=290),
)
def test_no_line_is_too_wide(words: tuple[str, ...], name: str) -> None:
    passage = Passage(left=name, right=name, similarity=0.5)
    signals = ("stems", "word_meaning", "names", "concepts", "capabilities", "link")
    evidence = [Evidence(signal=one, value=1, contribution=1, terms=words) for one in signals]
    evidence.append(
        Evidence(signal="meaning_sentences", value=1, contribution=1, passages=(passage,))
    )
    match = MATCH.model_copy(
        update={
            "name": name,
            "evidence": tuple(evidence),
            "only_left": words,
            "lacking_right": (name,),
            "alike": (Alike(id="b", type="component", name=name),) * 3,
        }
    )
    longest = max((len(word) for word in (*words, *name.split())), default=0)
    for line in report("fr", match).splitlines():
        assert len(line) <= WIDTH or longest > 25


def test_whose_it_is_stands_there_where_it_is_known() -> None:
    known = {
        Matched("component", "identite"): Identity(
            owner=BilingualLine(fr="Ministère des Jetons"), kind="platform"
        )
    }
    state = IndexState(records=1, fresh=True, meaning=True)
    result = CheckResult(matches=(MATCH,), index=state, model="m")
    text = check_report(result, "Mon projet", "fr", TEMPLATES, known)
    assert "Ministère des Jetons · Plateforme · identite · fiche en français" in text
    assert "composante · identite" in report("fr", MATCH)


def test_what_is_alike_is_told_in_one_line() -> None:
    alike = tuple(Alike(id=one, type="component", name=one.upper()) for one in ("b", "c", "d"))
    text = report("en", MATCH.model_copy(update={"alike": alike}))
    assert "And 3 like it: B (b), C (c), D (d)" in text
    assert "And one like it: B (b)" in report("en", MATCH.model_copy(update={"alike": alike[:1]}))
    assert "like it" not in report("en", MATCH)


def test_sentences_that_nothing_answers_are_told_of_both_sides() -> None:
    lacking = {"lacking_left": ("Des drones livrent.",), "lacking_right": ("Un jeton expire.",)}
    lines = report("fr", MATCH.model_copy(update=lacking)).splitlines()
    first, second = (
        next(n for n, line in enumerate(lines) if start in line)
        for start in ("Seulement dans la proposition", "Seulement dans la fiche")
    )
    assert lines[first + 1].strip() == "– Des drones livrent."
    assert lines[second + 1].strip() == "– Un jeton expire."


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
    assert said.startswith("Mots en commun +3,3 (identité, citoyen); Mots de même sens +2,0")
    assert said.count("; ") == 3
    assert "\n" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_column_of_a_table_has_its_heading(language: Any) -> None:
    headings = match_headings(language)
    assert set(headings) == set(MATCH_COLUMNS)
    assert not any(heading.startswith("column.") for heading in headings.values())
    assert len(set(headings.values())) == len(headings)


def test_nobody_is_told_to_be_surer_than_can_be() -> None:
    text = report("en", MATCH.model_copy(update={"probability": 0.9999}))
    assert "OVERLAP 99%" in text
    assert "more than 99 in 100" in text
