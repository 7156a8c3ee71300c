from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.errors import InvalidRecord
from catalogue.domain.text import (
    BilingualLine,
    BilingualProse,
    BilingualSummary,
    in_language,
)
from catalogue.domain.validation import record_from, validate

from .builders import COMPONENT, PROPOSAL, broken, errors_of

TEXTS = st.text(min_size=1, max_size=20) | st.lists(
    st.sampled_from(
        ["a", "é", "e\u0301", " ", "\u00a0", "\t", "\n", "\r\n", "\r", "\u2028", "\x85"]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ud800"])
def test_a_forbidden_character_is_named(character: str) -> None:
    (error,) = errors_of(COMPONENT | {"name": {"fr": f"a{character}b"}})
    assert (error.dotted, error.code) == ("name.fr", "forbidden_character")
    assert error.params["character"] == f"{ord(character):04X}"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"kind": "a\ud83d"}, "kind"),
        ({"links": {"website": "https://a.ca/\ud83d"}}, "links.website"),
        ({"links": {"source": "https://a.ca/\x00"}}, "links.source"),
    ],
)
def test_half_a_character_is_found_outside_of_texts_too(change: dict, path: str) -> None:
    (error,) = errors_of(COMPONENT | change)
    assert (error.dotted, error.code) == (path, "forbidden_character")
    assert error.params["character"] in ("D83D", "0000")


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0", "\u2028"])
def test_a_blank_text_is_empty(blank: str) -> None:
    assert broken(COMPONENT | {"name": {"fr": blank}}) == [("name.fr", "empty")]
    assert broken(PROPOSAL | {"description": blank}) == [("description", "empty")]


@pytest.mark.parametrize(
    ("data", "path", "most"),
    [
        (lambda text: COMPONENT | {"name": {"fr": text}}, "name.fr", 300),
        (lambda text: COMPONENT | {"summary": {"en": text}}, "summary.en", 150),
        (lambda text: COMPONENT | {"description": {"fr": text}}, "description.fr", 20_000),
        (lambda text: PROPOSAL | {"title": text}, "title", 300),
        (lambda text: PROPOSAL | {"description": text}, "description", 20_000),
        (lambda text: COMPONENT | {"links": {"website": text}}, "links.website", 2000),
    ],
)
def test_a_text_that_is_too_long_is_told_how_long_it_may_be(data, path: str, most: int) -> None:
    start = "https://a.ca/"
    longest = start + "x" * (most - len(start))
    record_from(data(longest))
    (error,) = errors_of(data(longest + "x"))
    assert (error.dotted, error.code, error.params["max_length"]) == (path, "too_long", most)


def test_length_counts_characters_and_not_the_spaces_around() -> None:
    assert validate(BilingualSummary, {"fr": "  " + "é" * 150 + "\n"}).fr == "é" * 150


def test_decomposed_accents_are_composed() -> None:
    assert validate(BilingualLine, {"fr": "e\u0301tat"}).fr == "\u00e9tat"


def test_a_line_is_one_line() -> None:
    assert validate(BilingualLine, {"fr": "Un\n  nom\r\nlong\u2028 ici"}).fr == "Un nom long ici"
    assert validate(BilingualLine, {"fr": "Prix\u00a0: 2\u00a0$"}).fr == "Prix\u00a0: 2\u00a0$"


def test_prose_keeps_its_lines() -> None:
    assert (
        validate(BilingualProse, {"en": "one\r\ntwo\rthree\n\nfour"}).en
        == "one\ntwo\nthree\n\nfour"
    )


def accepted(model: type, text: str) -> str | None:
    try:
        kept: str = validate(model, {"fr": text}).fr
    except InvalidRecord:
        return None
    return kept


@given(st.sampled_from([BilingualLine, BilingualProse, BilingualSummary]), TEXTS)
def test_a_text_that_was_accepted_is_accepted_again_unchanged(model: type, text: str) -> None:
    kept = accepted(model, text)
    if kept is not None:
        assert accepted(model, kept) == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert kept == kept.strip() != ""
        assert model is BilingualProse or len(kept.splitlines()) == 1


@pytest.mark.parametrize("value", [{}, {"fr": None}, {"fr": None, "en": None}])
def test_a_text_in_neither_language_is_none(value: dict) -> None:
    assert broken(COMPONENT | {"name": value}) == [("name", "no_language")]


def test_a_language_may_be_missing_but_not_blank() -> None:
    assert validate(BilingualLine, {"fr": "Nom", "en": None}).languages() == ("fr",)
    assert broken(COMPONENT | {"name": {"fr": "Nom", "en": " "}}) == [("name.en", "empty")]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ({"fr": "Nom", "en": "Name"}, "fr", ("Nom", "fr")),
        ({"fr": "Nom", "en": "Name"}, "en", ("Name", "en")),
        ({"fr": "Nom"}, "en", ("Nom", "fr")),
        ({"en": "Name"}, "fr", ("Name", "en")),
    ],
)
def test_a_reader_gets_the_wanted_language_or_is_told_the_other(
    text: dict, wanted, expected: tuple[str, str]
) -> None:
    assert in_language(BilingualLine(**text), wanted) == expected


def test_no_text_at_all_is_none() -> None:
    assert in_language(None, "fr") is None
