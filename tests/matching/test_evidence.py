from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.concept import Concept
from catalogue.domain.match import Evidence, Match
from catalogue.domain.text import BilingualLine, Language
from catalogue.language.lexicon import NO_LEXICON as NO
from catalogue.language.thesaurus import Thesaurus
from catalogue.matching.corpus import Rarity, Reading
from catalogue.matching.evidence import Side, explain
from catalogue.matching.model import MatchingModel
from catalogue.matching.passages import LONGEST, is_whole, says_something, whole
from catalogue.matching.ranking import Scored, rank
from catalogue.matching.saying_little import says_little
from catalogue.matching.signals import SIGNALS
from catalogue.matching.standing import standing_of
from catalogue.matching.telling import Lookup
from catalogue.matching.variant import Variant
from catalogue.matching.vocabulary import Lexis, Meanings

from .builders import corpus, entry, model, rarity, side, variant

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


def mirrored(match: Match) -> dict[str, tuple[list[str], list[tuple[str, str]], set[object]]]:
    """The words and passages of each signal, left and right exchanged."""
    return {
        one.signal: (
            sorted(one.terms),
            sorted((pair.right, pair.left) for pair in one.pairs),
            {(p.right, p.left, round(p.similarity, 4)) for p in one.passages},
        )
        for one in match.evidence
    }


def straight(match: Match) -> dict[str, tuple[list[str], list[tuple[str, str]], set[object]]]:
    return {
        one.signal: (
            sorted(one.terms),
            sorted((pair.left, pair.right) for pair in one.pairs),
            {(p.left, p.right, round(p.similarity, 4)) for p in one.passages},
        )
        for one in match.evidence
    }


SAID = st.lists(
    st.sampled_from(
        [
            "Citizens apply for a permit at the clinic.",
            "The clinics prove the identity of citizens, whoever they are.",
            "Snow is cleared at night by the garage.",
            "Les citoyens obtiennent un permis de conduire à la clinique.",
            "La neige est enlevée la nuit par le garage municipal.",
            "Features:",
        ]
    ),
    min_size=1,
    max_size=5,
).map("\n".join)


@settings(deadline=None, max_examples=60)
@given(TEXTS, SAID, TEXTS, SAID, st.sampled_from(["fr", "en"]), st.sampled_from(["fr", "en"]))
def test_from_the_other_side_the_evidence_is_the_same(
    a: str, b: str, c: str, d: str, first: str, second: str
) -> None:
    left = variant(a, b, "l", first)  # type: ignore[arg-type]
    right = variant(c, d, "r", second)  # type: ignore[arg-type]
    there, back = _match(left, right), _match(right, left)
    assert back.probability == pytest.approx(there.probability, abs=1e-5)
    assert mirrored(back) == straight(there)
    assert (back.only_left, back.only_right) == (there.only_right, there.only_left)
    assert (back.lacking_left, back.lacking_right) == (there.lacking_right, there.lacking_left)


def test_words_that_say_little_are_no_evidence() -> None:
    left = variant("Service de gestion", "Projet de déneigement des trottoirs", "l", "fr")
    right = variant("Gestion des services", "Le déneigement du projet", "r", "fr")
    told = _told(_match(left, right))
    assert told["stems"].terms == ("déneigement",)


def test_a_word_is_shown_once_whatever_its_inflection() -> None:
    left = variant("Permits", "Permits and permit and clinics", "l")
    right = variant("Permit", "A permit for the clinic", "r")
    assert sorted(_told(_match(left, right))["ngrams"].terms) == ["clinic", "permit"]


def test_names_are_shown_as_they_are_written() -> None:
    left = variant("Prise de rendez-vous à l’hôpital", "Zebra", "l", "fr")
    right = variant("Prise de rendez-vous en hôpital", "Giraffe", "r", "fr")
    (pair,) = _told(_match(left, right))["names"].pairs
    assert (pair.left, pair.right) == (left.title, right.title)


def test_whole_sentences_that_nothing_answers_are_told() -> None:
    shared = "Citizens prove their identity with a card at every counter."
    alone = "Podiatrists examine shoes of marathon runners before winter."
    left = variant("Identity", f"{shared}\n{alone}", "l")
    match = _match(left, variant("Identity", shared, "r"))
    assert match.lacking_left == (alone,)
    assert match.lacking_right == ()


def test_a_long_sentence_is_cut_at_a_words_end() -> None:
    long = "Citizens prove their identity " + "with another card and then " * 12 + "at the end."
    left, right = variant("A title", long, "l"), variant("Other title", long, "r")
    (passage,) = _told(_match(left, right))["meaning_sentences"].passages
    assert len(passage.left) <= LONGEST
    assert passage.left.endswith(" …")
    assert set(passage.left.split()) <= {*long.split(), "…"}


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("search for patients", True),
        ("Citizens prove their identity.", True),
        ("Terms of Use", False),
        ("You can retrieve information including:", False),
        ("See https://example.org/path for more details.", False),
        ("## Getting started with the service", False),
        ("STATUS AND ROADMAP OF INTERFACES", False),
        ("…", False),
    ],
)
def test_headings_and_addresses_are_no_passages(sentence: str, says: bool) -> None:
    assert says_something(sentence, "en") is says


THESAURUS = Thesaurus(
    [
        Concept(
            id="driving-licence",
            preferred=BilingualLine(fr="permis de conduire", en="driving licence"),
        )
    ]
)


def about(one: Variant) -> Side:
    reading = Reading(
        lexis=Lexis(
            Meanings(np.zeros((0, 8), np.float32), (), standing_of([])), np.zeros(0, np.float32)
        ),
        concepts=("driving-licence",),
        attention=np.ones(1, np.float32),
        topics=np.ones(1, np.float32),
        crowding=0.0,
    )
    return Side(one, replace(entry(one), reading=reading))


@pytest.mark.parametrize(
    ("french", "english", "terms", "pairs"),
    [
        ("Le permis de conduire est retiré.", "A driving licence is withdrawn.", (), 1),
        ("Le permis de conduire est retiré.", "Vehicles on the road.", ("permis de conduire",), 0),
        ("Les véhicules sur la route.", "Vehicles on the road.", (), 1),
    ],
)
def test_concepts_are_shown_as_the_texts_name_them(
    french: str, english: str, terms: tuple[str, ...], pairs: int
) -> None:
    left, right = variant("Routes", french, "l", "fr"), variant("Roads", english, "r")
    scored = Scored("r", 0, 0, np.ones(len(SIGNALS)), 1.0)
    match = explain(about(left), about(right), scored, model(), Lookup(_counted(), NO, THESAURUS))
    told = _told(match)["concepts"]
    assert told.terms == terms
    assert [(one.left, one.right) for one in told.pairs] == [
        ("permis de conduire", "driving licence")
    ] * pairs


def test_what_follows_a_colon_is_told_with_what_leads_to_it() -> None:
    shared = "Citizens prove their identity with a card at every counter."
    alone = "Podiatrists examine three things: the shoes of marathon runners before winter."
    left = variant("Identity", f"{shared} {alone}", "l")
    match = _match(left, variant("Identity", shared, "r"))
    assert set(match.lacking_left) <= {alone}
    assert whole("the shoes of marathon runners before winter.", left.text) == alone


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("Podiatrists examine the shoes of runners.", True),
        ("12 podiatrists examine the shoes of runners.", True),
        ("examining the shoes of all runners", False),
        ("Podiatrists examine three things:", False),
    ],
)
def test_only_whole_sentences_are_told_as_what_lacks(sentence: str, is_one: bool) -> None:
    assert is_whole(sentence, "en") is is_one


@pytest.mark.parametrize(
    ("word", "language"),
    [("ordinary", "en"), ("commonly", "en"), ("habituellement", "fr"), ("courantes", "fr")],
)
def test_adjectives_and_adverbs_of_any_text_say_little(word: str, language: Language) -> None:
    assert says_little(word, language)


@pytest.mark.parametrize(("word", "language"), [("paiement", "fr"), ("family", "en")])
def test_nouns_that_end_as_adverbs_do_say_something(word: str, language: Language) -> None:
    assert not says_little(word, language)
