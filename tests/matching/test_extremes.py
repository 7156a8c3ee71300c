"""Catalogues and texts that hold little, or nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.matching.candidates import candidate_rows
from catalogue.matching.corpus import Corpus, Entry, Rarity
from catalogue.matching.features import VIEWS, features_of, letter_groups
from catalogue.matching.packing import pack, unpack
from catalogue.matching.ranking import rank
from catalogue.matching.signals import MEANING, SIGNALS, measure

from .builders import SIZE, corpus, entry, model, rarity, variant

TEXTS = st.lists(
    st.sampled_from(
        ["permit", "permis", "fee", "clinic", "clinique", "snow", "neige", "the", "de", "register"]
    ),
    max_size=10,
).map(" ".join)
SILENT = variant("Of the", name="silent")
DESK = variant(
    "Permit desk",
    "Permits are issued at the desk of each town. Fees are paid online.",
    "desk",
    capabilities=frozenset({"permits"}),
)
SNOW = variant("Snow clearing", "Streets are cleared of snow in winter.", "snow")


@pytest.fixture(scope="module")
def counted() -> Rarity:
    return rarity([corpus(DESK, SNOW, SILENT)])


def _without_sentences(one: Entry) -> Entry:
    assert one.vectors is not None
    none = np.empty((0, SIZE), dtype=np.float32)
    return replace(one, vectors=replace(one.vectors, sentences=none))


def test_entries_without_sentences_are_compared_by_their_whole_text(counted: Rarity) -> None:
    bare = _without_sentences(entry(DESK))
    held = Corpus([bare, entry(SNOW), _without_sentences(entry(SILENT))])
    table = measure(entry(SNOW), held, np.arange(3), counted)
    turned = measure(bare, corpus(SNOW), np.array([0]), counted)
    assert np.isfinite(table).all()
    assert table.min() >= 0
    assert table.max() <= 1
    assert np.allclose(table[0], turned[0], atol=1e-6)
    alone = measure(entry(SNOW), Corpus([entry(SNOW)]), np.array([0]), counted)
    assert np.allclose(table[1], alone[0], atol=1e-6)


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(["fr", "en"]), st.booleans())
def test_no_pair_leaves_the_unit_interval_or_has_a_side(
    counted: Rarity, a: str, b: str, c: str, d: str, language: str, meaning: bool
) -> None:
    left, right = variant(a or "x", b, "l"), variant(c or "y", d, "r", language)  # type: ignore[arg-type]
    there = measure(entry(left), corpus(right, meaning=meaning), np.array([0]), counted)
    back = measure(entry(right, meaning=meaning), corpus(left), np.array([0]), counted)
    assert there.shape == (1, len(SIGNALS))
    assert ((there >= 0) & (there <= 1)).all()
    assert np.allclose(there, back, atol=1e-6)
    if not meaning:
        assert not there[:, [SIGNALS.index(name) for name in MEANING]].any()


def test_what_is_measured_does_not_depend_on_the_other_rows(counted: Rarity) -> None:
    held = corpus(DESK, SNOW, SILENT)
    whole = measure(entry(DESK), held, np.arange(3), counted)
    for row in range(3):
        assert np.allclose(measure(entry(DESK), held, np.array([row]), counted)[0], whole[row])
    assert measure(entry(DESK), held, np.array([], dtype=np.intp), counted).shape == whole[:0].shape


@pytest.mark.parametrize("meaning", [True, False])
def test_candidates_leave_out_the_record_itself_in_both_languages(meaning: bool) -> None:
    both = (DESK, replace(DESK, language="fr"), SNOW)
    held = corpus(*both, meaning=meaning)
    rows = candidate_rows(entry(DESK), held, ["desk", "snow", "unknown"], without="desk")
    assert rows.tolist() == [2]
    assert candidate_rows(entry(DESK), held, []).tolist()[:2] == [0, 1]


def test_either_language_of_a_candidate_brings_the_other() -> None:
    french = variant("Guichet", "Tout autre chose", "desk", "fr")
    held = corpus(DESK, french, meaning=False)
    assert candidate_rows(entry(DESK, meaning=False), held, []).tolist() == [0, 1]


def test_shared_capabilities_make_a_candidate() -> None:
    other = variant("Xyzzy", name="other", capabilities=frozenset({"permits", "fees"}))
    held = corpus(SNOW, other, meaning=False)
    assert candidate_rows(entry(DESK, meaning=False), held, []).tolist() == [1]


def test_an_empty_corpus_answers_nothing(counted: Rarity) -> None:
    for meaning in (True, False):
        asked = [entry(DESK, meaning=meaning)]
        assert rank(asked, Corpus([]), counted, model(), ["desk"]) == []
    assert len(Corpus([])) == 0


def test_nothing_weighs_less_than_nothing() -> None:
    small = rarity([corpus(DESK, DESK, DESK)])
    none = Rarity([Corpus([]).columns])
    for view in VIEWS:
        assert small.of[view].min() >= 0
        assert none.of[view].min() >= 0
        shared = small.of[view][features_of(DESK)[view].ids]
        assert (shared <= 1 / 3).all()


def test_equal_records_are_ranked_by_name_whatever_their_order(counted: Rarity) -> None:
    twins = [replace(DESK, record_id=name) for name in ("b", "c", "a")]
    for order in (twins, twins[::-1]):
        ranked = rank([entry(DESK)], corpus(*order, SNOW), counted, model(), [])
        assert [one.record_id for one in ranked][:3] == ["a", "b", "c"]


def test_the_better_language_speaks_for_a_record(counted: Rarity) -> None:
    french = variant("Guichet", "Tout autre chose", "desk", "fr")
    scored = rank([entry(french), entry(DESK)], corpus(french, DESK), counted, model(), [])
    assert len(scored) == 1
    assert (scored[0].asked, scored[0].row) in {(0, 0), (1, 1)}


@given(TEXTS)
def test_letter_groups_keep_within_words(text: str) -> None:
    for group in letter_groups(text):
        assert 4 <= len(group) <= 5
        assert " " not in group[1:-1]
        assert group in f" {' '.join(text.split())} "


def test_letter_groups_mark_where_words_end() -> None:
    assert list(letter_groups("Neige")) == [
        " nei",
        "neig",
        "eige",
        "ige ",
        " neig",
        "neige",
        "eige ",
    ]


def test_entries_without_sentences_or_words_survive_their_bytes() -> None:
    for one in (_without_sentences(entry(SILENT)), entry(SILENT, meaning=False)):
        back = unpack("silent", pack(one))
        assert pack(back) == pack(one)
        assert (back.vectors is None) == (one.vectors is None)
        if back.vectors is not None:
            assert back.vectors.sentences.shape == (0, SIZE)
