from __future__ import annotations

from math import log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.charts.waterfall import waterfall
from catalogue.domain.match import Band, Evidence, Match, WordPair
from catalogue.domain.text import Language
from catalogue.matching.signals import SIGNALS
from catalogue.wording.chances import chances, marks, probability_of
from catalogue.wording.reasons import caption_of, group_of, reasons, steps_of, told_by, why
from catalogue.wording.sentences import say, sentences

LANGUAGES = st.sampled_from(["fr", "en"])
WORDS = st.lists(st.sampled_from(["permit", "permits", "licence", "clinic", "a = b"]), max_size=4)
EVIDENCE = st.lists(
    st.builds(
        Evidence,
        signal=st.sampled_from([*SIGNALS, "tomorrows_signal"]),
        value=st.floats(0, 1),
        contribution=st.floats(1e-6, 9),
        terms=WORDS.map(tuple),
    ),
    max_size=16,
)


def match(evidence: list[Evidence], prior: float = -6.0) -> Match:
    log_odds = prior + sum(one.contribution for one in evidence)
    return Match(
        id="x",
        type="component",
        name="Permit <office>",
        language="en",
        probability=probability_of(log_odds),
        band=Band.related,
        prior=prior,
        log_odds=log_odds,
        evidence=tuple(evidence),
    )


def signal(name: str, points: float, *words: str, pairs: Any = ()) -> Evidence:
    return Evidence(
        signal=name,
        value=0.5,
        contribution=points,
        terms=words,
        pairs=tuple(WordPair(left=left, right=right) for left, right in pairs),
    )


@given(EVIDENCE, st.floats(-15, 0), LANGUAGES)
def test_the_steps_add_up_to_the_log_odds(
    evidence: list[Evidence], prior: float, language: Language
) -> None:
    held = match(evidence, prior)
    steps = steps_of(held, language)
    assert sum(step.points for step in steps[:-1]) == pytest.approx(held.log_odds, abs=1e-9)
    assert steps[-1].points == held.log_odds
    assert waterfall(steps, caption_of(held, language)).startswith("<svg")
    assert not any(step.label.startswith(("group.", "check.")) for step in steps)


@given(EVIDENCE)
def test_a_word_is_told_once(evidence: list[Evidence]) -> None:
    said = [
        word.rstrip("s") for reason in reasons(told_by(match(evidence))) for word in reason.words
    ]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", [*SIGNALS, "meaning_of_life", "tomorrows_signal"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_signal_has_a_plain_name(name: str, language: Language) -> None:
    label = say(f"group.{group_of(name)}", language)
    assert label
    assert not label.startswith("group.")
    assert (group_of(name) == "other") == (name == "tomorrows_signal")


def test_signals_of_one_kind_are_one_reason_and_the_strongest_comes_first() -> None:
    held = match(
        [
            signal("meaning_body", 3.0),
            signal("word_meaning", 2.5, pairs=[("permis", "licence")]),
            signal("lexicon", 1.5, "clinic", pairs=[("permis", "licence")]),
        ]
    )
    found = reasons(told_by(held))
    assert [(one.group, one.points) for one in found] == [("same_meaning", 4.0), ("meaning", 3.0)]
    assert found[0].words == ["permis = licence", "clinic"]


def test_why_is_told_in_a_sentence_or_two() -> None:
    held = match(
        [
            signal("meaning_body", 5.0),
            signal("word_meaning", 2.5, "clinic", pairs=[("permis", "licence")]),
            signal("stems", 2.0, "snow"),
            signal("concepts", 1.0, "driving licence"),
        ]
    )
    assert why(held, "en") == (
        "Both speak of permis (licence) and clinic. "
        "Both deal with the same subject: driving licence."
    )
    assert why(held, "fr").startswith("On lit des deux côtés\u00a0: permis (licence) et clinic.")
    alone = match([signal("meaning_body", 5.0)])
    assert why(alone, "en") == "The two texts are close in meaning."
    assert why(match([signal("tomorrows_signal", 5.0, "x")]), "en") == ""
    assert why(match([]), "fr") == ""


def test_every_reason_but_the_unknown_has_a_sentence() -> None:
    groups = {group_of(name) for name in SIGNALS}
    assert {f"why.{group}" for group in groups} <= set(sentences())


@pytest.mark.parametrize(
    ("probability", "english", "french"),
    [
        (1.0, "more than 99 in 100", "plus de 99 sur 100"),
        (0.97, "about 97 in 100", "environ 97 sur 100"),
        (0.94, "about 9 in 10", "environ 9 sur 10"),
        (0.56, "about 6 in 10", "environ 6 sur 10"),
        (0.254, "about 1 in 4", "environ 1 sur 4"),
        (0.75, "about 3 in 4", "environ 3 sur 4"),
        (0.1, "about 1 in 10", "environ 1 sur 10"),
        (0.011, "about 1 in 91", "environ 1 sur 91"),
        (1 / 108_123, "about 1 in 110,000", "environ 1 sur 110\u202f000"),
    ],
)
def test_chances_are_told_as_so_many_in_so_many(
    probability: float, english: str, french: str
) -> None:
    assert chances(probability, "en") == english
    assert chances(probability, "fr") == french


@given(st.floats(0, 1), LANGUAGES)
def test_any_probability_can_be_told(probability: float, language: Language) -> None:
    assert chances(probability, language)
    assert "nan" not in chances(probability, language)


def test_marks_stand_where_their_names_say() -> None:
    named = {name: value for value, name in marks("en")}
    assert named["even"] == 0
    assert named["1 in 1,000"] == pytest.approx(-log(999))
    assert named["9 in 10"] == pytest.approx(log(9))
    assert named["99 in 100"] == pytest.approx(log(99))
    assert [value for value, _ in marks("fr")] == sorted(value for value, _ in marks("fr"))


@given(st.floats(-800, 800))
def test_the_logistic_function_takes_any_number(log_odds: float) -> None:
    assert 0 <= probability_of(log_odds) <= 1


@pytest.mark.parametrize(
    ("rivals", "how"), [(0.8, "far"), (-0.8, "near"), (0.1, "as_usual"), (-0.1, "as_usual")]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_how_near_others_come_is_a_step_of_its_own(
    rivals: float, how: str, language: Language
) -> None:
    held = match([signal("concepts", 3.0, "permit")], prior=-6.0 + rivals)
    told = steps_of(held.model_copy(update={"rivals": rivals}), language)
    assert [round(step.points, 6) for step in told] == [-6.0, rivals, 3.0, -3.0 + rivals]
    assert told[1].words == say(f"check.rivals.{how}", language)
    alone = steps_of(match([signal("concepts", 3.0, "permit")]), language)
    assert say("check.rivals", language) not in [step.label for step in alone]


def test_a_step_repeats_words_rather_than_standing_without_any() -> None:
    held = match([signal("word_meaning", 4.0, "permit"), signal("concepts", 3.0, "permits")])
    assert [reason.words for reason in reasons(told_by(held))] == [["permit"], []]
    assert [step.words for step in steps_of(held, "en")][1:3] == ["permit", "permits"]
