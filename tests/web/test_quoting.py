from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from markupsafe import Markup

from catalogue.domain.match import Band, Evidence, Match, WordPair
from catalogue.web.quoting import steps_of, why
from catalogue.wording import reasons
from catalogue.wording.sentences import sentences


def match(*evidence: Evidence) -> Match:
    total = -1.0 + sum(one.contribution for one in evidence)
    return Match(
        id="a",
        type="component",
        name="A",
        language="en",
        probability=0.5,
        band=Band.overlap,
        prior=-1.0,
        log_odds=total,
        evidence=evidence,
    )


PAIR = WordPair(left="permis", right="<licence>")
ACROSS = match(
    Evidence(signal="lexicon", value=1, contribution=2, pairs=(PAIR,), terms=("clinic",)),
    Evidence(signal="capabilities", value=1, contribution=1, terms=("Santé & bien-être",)),
)


@pytest.fixture(autouse=True)
def _in_french(sample_app: Flask) -> Iterator[None]:
    with sample_app.test_request_context("/fr/"):
        sample_app.preprocess_request()
        yield


def test_words_of_the_other_language_say_so_in_sentences() -> None:
    assert why(ACROSS, "fr") == Markup(
        'On lit des deux côtés\u00a0: permis (<span lang="en">&lt;licence&gt;</span>)'
        ' et <span lang="en">clinic</span>.'
        " Les deux servent une même capacité d’affaires\u00a0: Santé &amp; bien-être."
    )


def test_words_of_the_other_language_say_so_in_the_table() -> None:
    said = [str(one.words) for one in steps_of(ACROSS, "fr")]
    assert said[1] == (
        'permis = <span lang="en">&lt;licence&gt;</span>, <span lang="en">clinic</span>'
    )
    plain = reasons.steps_of(ACROSS, "fr")
    assert plain[1].words == "permis = <licence>, clinic"


def test_words_of_an_unknown_language_claim_none() -> None:
    assert "permis (<span" in why(ACROSS, None)


def test_sentences_around_words_hold_no_markup() -> None:
    around = ("why.", "list.", "group.", "check.", "chances.", "odds.")
    marked = [
        code
        for code, both in sentences().items()
        if code.startswith(around) and any(set(text) & set("<>&") for text in both.values())
    ]
    assert marked == []
