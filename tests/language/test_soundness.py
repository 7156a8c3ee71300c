"""Lists are refused for what would make them useless, and for nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.language.lexicon import Lexicon
from catalogue.language.soundness import lexicon_flaws, shared_terms, thesaurus_flaws

Flaw = tuple[tuple[str | int, ...], str]


def pairs(*terms: tuple[str, str]) -> list[Equivalent]:
    return [Equivalent(fr=french, en=english) for french, english in terms]


def concept(concept_id: str, **fields: Any) -> Concept:
    data = {"id": concept_id, "preferred": {"en": concept_id}, **fields}
    return Concept.model_validate(data)


def told(flaws: Any) -> list[Flaw]:
    return [(flaw.path, flaw.code) for flaw in flaws]


@pytest.mark.parametrize(
    ("french", "english", "found"),
    [
        ("permis", "permit", []),
        ("mise en demeure", "formal notice", []),
        ("de", "of", [((0, "fr"), "only_stop_words"), ((0, "en"), "only_stop_words")]),
        ("de la", "permit", [((0, "fr"), "only_stop_words")]),
        ("permis", "what to do when", [((0, "en"), "only_stop_words")]),
        ("!", "permit", [((0, "fr"), "no_words")]),
        ("permis", "12", [((0, "en"), "no_words")]),
        ("un deux trois permis quatre cinq route pont", "x1", [((0, "fr"), "too_many_words")]),
    ],
)
def test_terms_of_a_pair(french: str, english: str, found: list[Flaw]) -> None:
    assert told(lexicon_flaws(pairs((french, english)))) == found


@pytest.mark.parametrize(
    "again", [("Paiements", "payment"), ("le paiement", "the payments"), ("paiement", "Payment")]
)
def test_a_pair_stands_once(again: tuple[str, str]) -> None:
    (flaw,) = lexicon_flaws(pairs(("permis", "permit"), ("paiement", "payment"), again))
    assert (flaw.path, flaw.code) == ((2, "fr"), "pair_twice")
    assert flaw.params == {"french": "paiement", "english": "payment", "first": 1}


def test_a_term_may_have_several_equivalents() -> None:
    several = pairs(("rendez-vous", "appointment"), ("rendez-vous", "booking"), ("avis", "booking"))
    assert told(lexicon_flaws(several)) == []


TERMS = st.lists(
    st.sampled_from(["de", "la", "permis", "permits", "Paiement", "route", "é", "7", "!", "pont"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=12))
@settings(deadline=None)
def test_a_lexicon_holds_every_pair_of_a_list_without_flaws(terms: list[tuple[str, str]]) -> None:
    made = pairs(*terms)
    wrong = {flaw.path[0] for flaw in lexicon_flaws(made)}
    sound = [pair for position, pair in enumerate(made) if position not in wrong]
    assert len(Lexicon((pair.fr, pair.en) for pair in made)) == len(sound)
    assert told(lexicon_flaws(sound)) == []


def test_a_sound_thesaurus() -> None:
    concepts = [
        concept("a", broader="b", capabilities=["pay"]),
        concept("b", alternative={"fr": ["b"], "en": ["tell us once", "X.509"]}),
    ]
    assert told(thesaurus_flaws(concepts, {"pay"})) == []
    assert told(shared_terms(concepts)) == []


def test_what_a_concept_names_must_exist() -> None:
    concepts = [concept("a", broader="ghost", capabilities=["pay", "fly"])]
    flaws = list(thesaurus_flaws(concepts, {"pay"}))
    assert told(flaws) == [
        ((0, "capabilities", 1), "unknown_reference"),
        ((0, "broader"), "unknown_reference"),
    ]
    assert [flaw.params["value"] for flaw in flaws] == ["fly", "ghost"]


def test_an_identifier_stands_once() -> None:
    (flaw,) = thesaurus_flaws([concept("a"), concept("b"), concept("a")], ())
    assert (flaw.path, flaw.code, flaw.params) == ((2, "id"), "id_twice", {"id": "a", "first": 0})


def test_terms_of_a_concept() -> None:
    terms = {"fr": ["Écran", "ecran"], "en": ["DESK", "—", "road bridge river lake sea hill tree"]}
    flaws = thesaurus_flaws([concept("desk", alternative=terms)], ())
    assert told(flaws) == [
        ((0, "alternative", "fr", 1), "term_twice"),
        ((0, "alternative", "en", 0), "term_twice"),
        ((0, "alternative", "en", 1), "no_words"),
        ((0, "alternative", "en", 2), "too_many_words"),
    ]


def test_a_term_of_two_concepts_is_remarked_upon() -> None:
    concepts = [concept("desk"), concept("counter", alternative={"en": ["Desk"], "fr": ["desk"]})]
    (remark,) = shared_terms(concepts)
    assert (remark.path, remark.code) == ((1, "alternative", "en", 0), "term_shared")
    assert remark.params == {"term": "Desk", "concept": "desk", "first": 0}
    assert told(thesaurus_flaws(concepts, ())) == []


def test_a_circle_is_told_once_with_its_way() -> None:
    above = {"a": "b", "b": "c", "c": "b", "d": "d", "e": None}
    flaws = thesaurus_flaws([concept(one, broader=up) for one, up in above.items()], ())
    assert [(flaw.path, flaw.params["way"]) for flaw in flaws] == [
        ((1, "broader"), "b → c → b"),
        ((3, "broader"), "d → d"),
    ]


@given(st.lists(st.integers(0, 9), max_size=9))
@settings(deadline=None)
def test_circles_are_found_where_there_are_any(above: list[int]) -> None:
    """Concept n has the n-th of the numbers above it; 9 for none, and numbers too high for none."""
    broader = {n: up for n, up in enumerate(above) if up < len(above)}
    concepts = [
        concept(f"c{n}", broader=f"c{broader[n]}" if n in broader else None)
        for n in range(len(above))
    ]
    turning = set()
    for start in broader:
        here, steps = broader.get(start), 0
        while here is not None and here != start and steps < len(above):
            here, steps = broader.get(here), steps + 1
        if here == start:
            turning.add(f"c{start}")
    told_of: list[str] = []
    for flaw in thesaurus_flaws(concepts, ()):
        assert flaw.code == "broader_circle"
        told_of += str(flaw.params["way"]).split(" → ")[1:]
    assert sorted(told_of) == sorted(turning)


def test_a_chain_of_broader_concepts_may_be_long() -> None:
    chain = [concept(f"c{n}", broader=f"c{n + 1}") for n in range(20_000)]
    assert told(thesaurus_flaws([*chain, concept("c20000")], ())) == []
