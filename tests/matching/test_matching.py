"""The matcher on small invented records, with vectors that a seed makes."""

from dataclasses import replace
from functools import cache
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.match import Band
from catalogue.domain.proposal import Proposal
from catalogue.language.lexicon import Lexicon
from catalogue.matching.candidates import candidate_rows
from catalogue.matching.corpus import Corpus, Entry, Rarity, Vectors
from catalogue.matching.evidence import Side, explain
from catalogue.matching.features import VIEWS, features_of, from_bytes, to_bytes
from catalogue.matching.fuzzy import likeness
from catalogue.matching.model import MatchingModel, ModelUnusable, probability
from catalogue.matching.packing import digest_of, entry_of, pack, unpack
from catalogue.matching.passages import sentences_of
from catalogue.matching.ranking import measure_all, rank
from catalogue.matching.signals import MEANING, SIGNALS, measure
from catalogue.matching.telling import Lookup
from catalogue.matching.variant import Variant, variants_of

LEXICON = Lexicon([("rendez-vous", "appointment"), ("paiement", "payment"), ("neige", "snow")])
MODEL = MatchingModel(
    "test",
    -4.0,
    dict.fromkeys(SIGNALS, 2.0),
    {Band.duplicate: 0.8, Band.overlap: 0.5, Band.related: 0.1},
)
WORDS = st.sampled_from(
    ["appointment", "rendez-vous", "clinic", "clinique", "payment", "paiement", "neige", "snow"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def vectors_for(variant: Variant) -> Vectors:
    seed = crc32(f"{variant.title}|{variant.text}".encode())
    generator = np.random.default_rng(seed)
    made = generator.normal(size=(2 + len(sentences_of(variant)), 8)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return Vectors(made[0], made[1], made[2:])


def variant(title: str, text: str, name: str = "x", language: str = "en") -> Variant:
    return Variant(name, "component", language, title, text, (title,))  # type: ignore[arg-type]


def entry(one: Variant) -> Entry:
    return entry_of(one, vectors_for(one), LEXICON)


def corpus_of(*variants: Variant) -> Corpus:
    return Corpus([entry(one) for one in variants])


def rarity_of(corpus: Corpus) -> Rarity:
    return Rarity([corpus.columns])


FILLER = [variant(f"Thing {n}", f"unrelated matter number {n} zebra{n}", f"f{n}") for n in range(5)]


@cache
def counted() -> Rarity:
    """Counted once: every rarity takes a while to make."""
    return rarity_of(corpus_of(*FILLER))


def test_a_bilingual_component_has_a_variant_for_each_language() -> None:
    component = Component.model_validate(
        {"id": "a", "name": {"fr": "Nom", "en": "Name"}, "summary": {"fr": "Un", "en": "One"}}
    )
    assert [one.language for one in variants_of(component)] == ["fr", "en"]


def test_a_proposal_without_language_is_read_in_its_own() -> None:
    proposal = Proposal(
        id="p", title="Gestion des files", description="Pour les usagers du comptoir"
    )
    assert variants_of(proposal)[0].language == "fr"


@given(TEXTS, TEXTS)
def test_features_survive_their_bytes(title: str, text: str) -> None:
    made = features_of(variant(title, text), LEXICON)
    back = from_bytes(to_bytes(made))
    for view in VIEWS:
        assert np.array_equal(made[view].ids, back[view].ids)
        assert np.allclose(made[view].weights, back[view].weights)


@given(TEXTS, TEXTS, st.booleans())
def test_entries_survive_their_bytes(title: str, text: str, with_vectors: bool) -> None:
    made = entry(variant(title, text))
    made = made if with_vectors else replace(made, vectors=None)
    assert pack(unpack("x", pack(made))) == pack(made)


def test_the_digest_follows_texts_encoder_and_lexicon() -> None:
    one = variant("a title", "a text")
    digests = {
        digest_of(one, "e", LEXICON),
        digest_of(one, None, LEXICON),
        digest_of(one, "e"),
        digest_of(replace(one, text="other"), "e", LEXICON),
    }
    assert len(digests) == 4
    assert digest_of(one, "e") == digest_of(variant("a title", "a text"), "e")


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        ("", "", 0, 0),
        ("", "identity", 0, 0),
        ("identity", "identity", 1, 1),
        ("identity", "shared identity service", 0.5, 0.85),
        ("sso", "ssa", 0, 0),
        ("permit desk", "desk permit", 1, 1),
    ],
)
def test_likeness_of_names_is_guarded(left: str, right: str, low: float, high: float) -> None:
    assert low <= likeness(left, right) <= high


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways(left: str, right: str) -> None:
    assert likeness(left, right) == pytest.approx(likeness(right, left))


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(["fr", "en"]))
def test_swapping_sides_changes_nothing(a: str, b: str, c: str, d: str, language: str) -> None:
    left, right = variant(a, b, "l"), variant(c, d, "r", language)
    rarity = counted()
    one = measure(entry(left), corpus_of(right), np.array([0]), rarity)
    other = measure(entry(right), corpus_of(left), np.array([0]), rarity)
    assert np.allclose(one, other, atol=1e-5)
    assert ((one >= 0) & (one <= 1)).all()


def test_the_same_text_is_more_alike_than_another() -> None:
    same, other = variant("Snow", "clearing snow in winter", "a"), variant("Fines", "paying", "b")
    corpus = corpus_of(same, other, *FILLER)
    table = measure(entry(same), corpus, np.array([0, 1]), rarity_of(corpus))
    for name in ("stems", "keys", "ngrams", "lexicon", "names", "meaning_body", "meaning_title"):
        column = SIGNALS.index(name)
        assert table[0, column] > table[1, column], name


def test_the_lexicon_answers_across_languages() -> None:
    french, english = variant("Paiement", "paiement", "f", "fr"), variant("Payment", "payment", "e")
    corpus = corpus_of(english, *FILLER)
    table = measure(entry(french), corpus, np.array([0]), rarity_of(corpus))
    assert table[0, SIGNALS.index("lexicon")] > 0
    assert table[0, SIGNALS.index("stems")] == 0


def test_words_of_every_text_weigh_nothing() -> None:
    corpus = corpus_of(*[variant(f"budget {n}", "budget") for n in range(200)])
    rarity = rarity_of(corpus)
    assert all((rarity.of[view] >= 0).all() for view in VIEWS)
    terms = features_of(variant("budget", ""))["stems"]
    assert rarity.of["stems"][terms.ids].max() < 0.01


def test_without_vectors_the_meaning_signals_are_silent() -> None:
    bare = replace(entry(variant("Snow", "snow")), vectors=None)
    table = measure(bare, corpus_of(*FILLER), np.arange(5), rarity_of(corpus_of(*FILLER)))
    assert not table[:, [SIGNALS.index(name) for name in MEANING]].any()


def test_a_record_is_never_its_own_candidate() -> None:
    corpus = corpus_of(*FILLER)
    rows = candidate_rows(corpus.entries[0], corpus, ["f0", "f1"], without="f0")
    assert 0 not in rows
    assert 1 in rows


def test_an_empty_catalogue_has_no_candidate() -> None:
    assert len(candidate_rows(entry(FILLER[0]), Corpus([]), [])) == 0


def test_ranking_is_by_probability_and_stable() -> None:
    corpus = corpus_of(*FILLER)
    asked = [entry(variant("Thing 3", "unrelated matter number 3 zebra3", "q"))]
    first = rank(asked, corpus, rarity_of(corpus), MODEL, ["f1"])
    again = rank(asked, corpus, rarity_of(corpus), MODEL, ["f1"])
    assert [one.record_id for one in first] == [one.record_id for one in again]
    assert first[0].record_id == "f3"
    odds = [one.log_odds for one in first]
    assert odds == sorted(odds, reverse=True)


@pytest.mark.parametrize("silent", SIGNALS)
def test_a_signal_that_weighs_nothing_need_not_be_measured(silent: str) -> None:
    corpus, rarity = corpus_of(*FILLER), counted()
    model = replace(MODEL, weights={**MODEL.weights, silent: 0.0})
    asked = [entry(variant("Thing 3", "unrelated matter number 3 zebra3", "q"))]
    _, rows, everything = measure_all(asked, corpus, rarity, [])
    odds = dict(zip(rows.tolist(), model.log_odds(everything), strict=True))
    for scored in rank(asked, corpus, rarity, model, []):
        assert scored.log_odds == pytest.approx(odds[scored.row])


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_contributions_add_up(a: str, b: str, c: str, d: str) -> None:
    left, right = variant(a, b, "l", "fr"), variant(c, d, "r")
    corpus, rarity = corpus_of(right, *FILLER), counted()
    scored = next(
        one for one in rank([entry(left)], corpus, rarity, MODEL, ["r"]) if one.record_id == "r"
    )
    match = explain(
        Side(left, entry(left)), Side(right, entry(right)), scored, MODEL, Lookup(rarity, LEXICON)
    )
    total = match.prior + sum(evidence.contribution for evidence in match.evidence)
    assert total == pytest.approx(match.log_odds)
    assert match.probability == pytest.approx(probability(match.log_odds))
    assert all(evidence.contribution > 0 for evidence in match.evidence)


def test_evidence_names_the_words_that_answer_each_other() -> None:
    left = variant("Prise de rendez-vous", "Les patients choisissent un rendez-vous", "l", "fr")
    right = variant("Appointment booking", "Patients choose an appointment and a podiatrist", "r")
    corpus = corpus_of(right, *FILLER)
    rarity = rarity_of(corpus)
    ranked = rank([entry(left)], corpus, rarity, MODEL, ["r"])
    scored = next(one for one in ranked if one.record_id == "r")
    lexicon = Lexicon([("rendez-vous", "appointment")])
    match = explain(
        Side(left, entry(left)), Side(right, entry(right)), scored, MODEL, Lookup(rarity, lexicon)
    )
    told = {evidence.signal: evidence for evidence in match.evidence}
    assert "patients" in told["keys"].terms
    assert "podiatrist" in match.only_right


def test_the_model_survives_its_file_and_refuses_negative_weights() -> None:
    assert MatchingModel.from_json(MODEL.to_json()) == MODEL
    with pytest.raises(ModelUnusable):
        MatchingModel.from_json(MODEL.to_json() | {"weights": {"stems": -1}})
    with pytest.raises(ModelUnusable):
        MatchingModel.from_json(MODEL.to_json() | {"weights": {"astrology": 1}})


@pytest.mark.parametrize(
    ("chance", "band"), [(0.8, "duplicate"), (0.79, "overlap"), (0.5, "overlap"), (0.2, "related")]
)
def test_bands_begin_at_their_thresholds(chance: float, band: str) -> None:
    assert MODEL.band(chance).value == band


def test_an_alias_and_an_acronym_make_candidates() -> None:
    called = replace(
        variant("Foundation", "Nothing in common", "alias"),
        names=("Foundation", "Snow plough tracker"),
        acronyms=("SPT",),
    )
    corpus = corpus_of(called, *FILLER)
    for title in ("Snow plough tracker", "SPT"):
        asked = entry(variant(title, "Quite another text", "q"))
        found = {corpus.record_ids[row] for row in candidate_rows(asked, corpus, [])}
        assert "alias" in found
