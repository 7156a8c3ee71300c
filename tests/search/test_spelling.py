"""Slips are mended from the texts' own words."""

import pytest

from catalogue.language.folding import fold
from catalogue.search.spelling import Spelling

SPELLING = Spelling(
    ["Prise de rendez-vous en ligne", "Système de réservation", "Réservation de salles"],
    ["appointment", "leur"],
)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("reservaton", "reservation"),
        ("reesrvation", "reservation"),
        ("rezervatoin", "reservation"),
        ("apointment", "appointment"),
        ("systeme", None),
        ("lignr", "ligne"),
        ("sale", None),
        ("quelconque", None),
        ("reservations", None),
        ("appointments", None),
        ("leurs", None),
    ],
)
def test_the_nearest_word(slip: str, meant: str | None) -> None:
    assert SPELLING.nearest(slip) == meant


def test_words_are_written_with_their_accents() -> None:
    assert SPELLING.written("reservation") == "réservation"
    assert SPELLING.written("unknown") == "unknown"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Reservation", "réservation"),
        ("réservation", "réservation"),
        ("lîgne", "lîgne"),
        ("appointment", "appointment"),
        ("unknown", "unknown"),
    ],
)
def test_accents_are_added_and_never_taken_away(typed: str, said: str) -> None:
    assert SPELLING.accented(fold(typed), typed) == said


def test_beginnings_are_completed_the_most_frequent_first() -> None:
    assert SPELLING.beginning("res") == ["reservation"]
    assert SPELLING.beginning("xyz") == []
    assert SPELLING.beginning("appoint") == []  # stands in no text


def test_without_texts_nothing_is_near() -> None:
    assert Spelling([]).nearest("reservation") is None
