from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.match import Evidence, Match
from catalogue.matching.corpus import Rarity
from catalogue.matching.evidence import explain
from catalogue.matching.model import MatchingModel
from catalogue.matching.ranking import rank
from catalogue.matching.telling import Lookup
from catalogue.matching.variant import Variant

from .builders import corpus, model, rarity, side, variant

FRENCH = variant(
    "Authentification citoyenne",
    "Les citoyens prouvent leur identité. Les déneigeuses restent au garage municipal.",
    "l",
    "fr",
)
ENGLISH = variant(
    "Citizen authentication",
    "Citizens prove their identity. Podiatrists are not concerned by this at all.",
    "r",
)
OTHERS = [
    variant(f"Matter {n}", f"unrelated things zebra{n} and giraffe{n}", f"o{n}") for n in "abc"
]
TEXTS = st.lists(
    st.sampled_from(
        ["permit", "permis", "clinic", "clinique", "snow", "neige", "identity", "identité"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@cache
def _counted() -> Rarity:
    return rarity([corpus(FRENCH, ENGLISH, *OTHERS)])


def _match(left: Variant, right: Variant, how: MatchingModel | None = None) -> Match:
    held, rare, used = corpus(right, *OTHERS), _counted(), how or model()
    ranked = rank([side(left).entry], held, rare, used, [right.record_id])
    scored = next(one for one in ranked if one.record_id == right.record_id)
    return explain(side(left), side(right), scored, used, Lookup(rare))


def _told(match: Match) -> dict[str, Evidence]:
    return {evidence.signal: evidence for evidence in match.evidence}


def test_shared_words_are_named_once() -> None:
    left = replace(ENGLISH, record_id="l", text="Podiatrists prove the identity of citizens.")
    told = _told(_match(left, ENGLISH))
    named = [word.lower() for word in told["stems"].terms]
    assert {"podiatrists", "identity", "citizen"} <= set(named)


def test_words_of_two_languages_are_named_in_pairs() -> None:
    told = _told(_match(FRENCH, ENGLISH))
    assert "stems" not in told
    pairs = {(pair.left.lower(), pair.right.lower()) for pair in told["keys"].pairs}
    assert ("authentification", "authentication") in pairs


def test_the_closest_passages_are_shown_and_none_twice() -> None:
    left = replace(ENGLISH, record_id="l", title="Proof", text="Citizens prove their identity.")
    found = _told(_match(left, ENGLISH))["meaning_sentences"].passages
    assert found[0].left == found[0].right == "Citizens prove their identity."
    assert found[0].similarity == pytest.approx(1, abs=1e-4)
    assert len({passage.right for passage in found}) == len(found)


def test_what_differs_is_told_of_both_sides() -> None:
    match = _match(FRENCH, ENGLISH)
    assert any("neigeuse" in word.lower() for word in match.only_left)
    assert "podiatrists" in {word.lower() for word in match.only_right}
    shared = {"identité", "identity", "authentification", "authentication"}
    assert not shared & {word.lower() for word in (*match.only_left, *match.only_right)}


def test_what_contributes_nothing_is_not_told() -> None:
    silent = _match(FRENCH, ENGLISH, model(weight=0))
    assert silent.evidence == ()
    assert silent.log_odds == silent.prior
    told = _told(_match(variant("Snow", name="l"), variant("Permits", name="r")))
    assert {"stems", "acronym", "capabilities", "link"}.isdisjoint(told)


def test_facts_are_evidence_too() -> None:
    facts = {"capabilities": frozenset({"a/b", "c"}), "links": frozenset({"example.org"})}
    left = variant("Snow", "Clearing", "l", acronyms=("SNO",), **facts)
    right = variant("Permits", "At the desk", "r", acronyms=("SNO", "X"), **facts)
    told = _told(_match(left, right))
    assert told["capabilities"].terms == ("a/b", "c")
    assert told["link"].terms == ("example.org",)
    assert told["acronym"].terms == ("SNO",)


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(["fr", "en"]), st.floats(0, 5))
def test_prior_and_contributions_are_the_log_odds(
    a: str, b: str, c: str, d: str, language: str, weight: float
) -> None:
    left = variant(a, b, "l", language)  # type: ignore[arg-type]
    match = _match(left, variant(c, d, "r"), model(weight))
    parts = [evidence.contribution for evidence in match.evidence]
    assert match.prior + sum(parts) == pytest.approx(match.log_odds)
    assert parts == sorted(parts, reverse=True)
    assert all(part > 0 for part in parts)
    assert all(0 <= evidence.value <= 1 for evidence in match.evidence)
