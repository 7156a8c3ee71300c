"""Whatever is typed is understood; signs that mean nothing are words."""

from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.component import ComponentKind, Lifecycle
from catalogue.domain.text import Language
from catalogue.language.folding import fold
from catalogue.language.tokens import words
from catalogue.search.asked import FIELDS, LONGEST, MOST_SIGNED, VALUES, Asked, take_apart
from catalogue.wording.sentences import say


def test_each_sign_has_its_meaning() -> None:
    asked = take_apart('"appointment booking" OR "prise de rendez-vous" -hotel kind:api clinic ')
    assert asked.phrases == (("appointment booking", "prise de rendez-vous"),)
    assert asked.without == ("hotel",)
    assert asked.fields == (("kind", "api"),)
    assert asked.words == "appointment booking prise de rendez-vous clinic"
    assert asked.open_word == ""


def test_french_signs_mean_the_same() -> None:
    asked = take_apart("« guichet unique » OU «prise de contact» organisme:min-sante état:pilot")
    assert asked.phrases == (("guichet unique", "prise de contact"),)
    assert asked.fields == (("owner", "min-sante"), ("lifecycle", "pilot"))


def test_the_last_word_is_open_until_a_space_closes_it() -> None:
    assert take_apart("online appoin").open_word == "appoin"
    assert take_apart("online appoin ").open_word == ""
    assert take_apart("online -appoin").open_word == ""


@pytest.mark.parametrize(
    ("typed", "words_of_it"),
    [
        ('"unclosed phrase', "unclosed phrase"),
        ("colour:red", "colour red"),
        ("-nothing", "nothing"),
        ("rendez-vous", "rendez-vous"),
        ("AND OR AND", ""),
        ('( " ) - :', ""),
    ],
)
def test_what_is_malformed_is_words(typed: str, words_of_it: str) -> None:
    asked = take_apart(typed)
    assert asked.words.strip(":") == words_of_it
    assert not asked.phrases
    assert not asked.fields


_SIGNS = st.sampled_from(['"', "-", "OR", "OU", "«", "»", ":", "(", " ", *FIELDS, "booking", "é"])


@given(st.one_of(st.text(max_size=80), st.lists(_SIGNS, max_size=20).map("".join)))
def test_any_text_is_understood_and_no_word_is_lost(typed: str) -> None:
    asked = take_apart(typed)
    assert isinstance(asked, Asked)
    kept = [asked.words, *asked.without, *(value for _, value in asked.fields)]
    letters = set("".join(words(" ".join(kept))))
    assert letters <= set("".join(words(typed))) | set("".join(typed.casefold()))
    if not asked.words and not asked.fields:
        assert not asked.without


def test_endless_text_is_cut() -> None:
    assert len(take_apart("word " * LONGEST).words) <= LONGEST


def test_a_pasted_paragraph_is_text_whatever_signs_it_has() -> None:
    text = 'The "one-stop desk" - owner: the city - ' + "word " * MOST_SIGNED
    assert take_apart(text) == Asked(text)
    assert take_apart('"one-stop desk" -permits').phrases == (("one-stop desk",),)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kinds", [ComponentKind, Lifecycle])
def test_values_are_understood_as_they_are_shown(kinds: type[Enum], language: Language) -> None:
    said = "kind" if kinds is ComponentKind else "lifecycle"
    for one in kinds:
        shown = fold(say(f"{said}.{one.value}", language))
        assert VALUES.get(shown, shown) == one.value
