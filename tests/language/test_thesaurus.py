from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.concept import Concept
from catalogue.language.thesaurus import NO_THESAURUS, Thesaurus


def concept(name: str, fr: list[str], en: list[str]) -> Concept:
    return Concept.model_validate(
        {
            "id": name,
            "preferred": {"fr": fr[0], "en": en[0]},
            "alternative": {"fr": fr[1:], "en": en[1:]},
        }
    )


BOOKING = concept(
    "appointment-booking",
    ["prise de rendez-vous", "réserver un créneau"],
    ["appointment booking", "time slot"],
)
LICENCE = concept("driving-licence", ["permis de conduire"], ["driving licence", "driver licence"])
PERMIT = concept("permit", ["permis"], ["permit"])
HELD = Thesaurus([BOOKING, LICENCE, PERMIT])


def named(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.concept, one.words) for one in HELD.mentions(text, language)]  # type: ignore[arg-type]


def test_inflection_and_stop_words_make_no_difference() -> None:
    assert named("Les prises de rendez-vous au comptoir", "fr") == [
        ("appointment-booking", ("prises", "rendezvous"))
    ]
    assert named("Patients book time slots", "en") == [("appointment-booking", ("time", "slots"))]


def test_a_longer_term_hides_the_one_inside_it() -> None:
    assert [name for name, _ in named("le permis de conduire et un permis", "fr")] == [
        "driving-licence",
        "permit",
    ]


def test_a_term_of_the_other_language_names_nothing() -> None:
    assert named("prise de rendez-vous", "en") == []


def test_the_version_follows_the_concepts_and_not_their_order() -> None:
    assert HELD.version == Thesaurus([PERMIT, BOOKING, LICENCE]).version
    assert HELD.version != Thesaurus([BOOKING, LICENCE]).version
    assert (len(HELD), len(NO_THESAURUS)) == (3, 0)


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    for name, words in named(text, language):
        assert name in HELD.concepts
        assert words


@pytest.mark.parametrize("words", [["permis"] * 2000, ["permis", "de"] * 500])
def test_long_texts_are_read_to_their_end(words: list[str]) -> None:
    assert len(named(" ".join(words), "fr")) == words.count("permis")
