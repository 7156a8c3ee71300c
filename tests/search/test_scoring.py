"""The best are really the best: Whoosh's own ways to combine and cut scores lose some."""

import random
from collections import defaultdict
from pathlib import Path

import pytest
from whoosh.searching import Searcher

from catalogue.search.find import Hit, find, find_alike
from catalogue.search.index import TextIndex
from catalogue.search.query import BOOSTS, MOST_WORDS, Filters, search_query

from .builders import built, component, ids

WORDS = [f"{a}{b}{c}o" for a in ("ba", "de", "fi", "lu") for b in ("ma", "re") for c in "stn"]
FREQUENCY = [1 / (place + 1) for place in range(len(WORDS))]


def _text(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, FREQUENCY, k=length))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    """Some hundred records of few words in several segments, some of them deleted."""
    chance = random.Random(1)  # noqa: S311 - for repetition
    records = [
        component(
            f"c{number}",
            name={chance.choice(["fr", "en"]): _text(chance, 3)},
            summary={chance.choice(["fr", "en"]): _text(chance, 9)},
            lifecycle=chance.choice(["pilot", "available"]),
        )
        for number in range(200)
    ]
    index = built(tmp_path_factory.mktemp("crowded"), records)
    for start in (0, 40):
        with index.writing():
            index.update(records[start : start + 80])
    return index


def _by_hand(searcher: Searcher, text: str) -> dict[str, float]:
    """Per word the best place and a tenth of the others, each asked of Whoosh alone."""
    total: defaultdict[str, float] = defaultdict(float)
    for places in search_query(text):
        worth: defaultdict[str, list[float]] = defaultdict(list)
        for term in places:
            for hit in searcher.search(term, limit=None):
                worth[hit["id"]].append(hit.score)
        for identifier, scores in worth.items():
            total[identifier] += 0.9 * max(scores) + 0.1 * sum(scores)
    return total


@pytest.mark.parametrize("seed", range(12))
def test_the_first_are_those_of_an_exhaustive_count(crowded: TextIndex, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - for repetition
    text, limit = _text(chance, chance.choice([1, 2, 5, 12])), chance.choice([1, 3, 10])
    with crowded.searching() as searcher:
        found = find(searcher, text, limit=limit)
        expected = _by_hand(searcher, text)
    best = sorted(expected.values(), reverse=True)[:limit]
    assert [hit.score for hit in found] == pytest.approx(best)
    assert [expected[hit.record_id] for hit in found] == pytest.approx(best)


def test_a_smaller_limit_gives_the_beginning_of_the_same_list(crowded: TextIndex) -> None:
    whole = ids(crowded, "bamaso deresto", limit=500)
    assert len(set(whole)) == len(whole) > 20
    for limit in (1, 5, 20):
        assert ids(crowded, "bamaso deresto", limit=limit) == whole[:limit]


def test_equals_keep_their_order(tmp_path: Path) -> None:
    index = built(tmp_path, [component(name) for name in "cadb"])
    assert ids(index, "register") == ids(index, "register") == list("cadb")


def test_alike_records_are_the_best_ones_too(crowded: TextIndex) -> None:
    with crowded.searching() as searcher:
        few = find_alike(searcher, "bamaso deresto", "fr", limit=5)["component"]
        many = find_alike(searcher, "bamaso deresto", "fr", limit=500)["component"]
        none = find_alike(searcher, "bamaso deresto", "fr", limit=0)
    assert set(few) <= set(many)
    assert len(few) <= 10
    assert none == {}


def test_filters_join_fields_with_and_and_values_with_or(crowded: TextIndex) -> None:
    both = ids(crowded, "bamaso", limit=500)
    pilots, available = (
        ids(crowded, "bamaso", limit=500, filters=Filters({"lifecycle": [stage]}))
        for stage in ("pilot", "available")
    )
    either = Filters({"lifecycle": ["pilot", "available"], "type": ["component"]})
    assert pilots
    assert sorted(pilots + available) == sorted(both)
    assert ids(crowded, "bamaso", limit=500, filters=either) == both
    neither = Filters({"lifecycle": ["pilot"], "type": ["proposal"]})
    assert ids(crowded, "bamaso", filters=neither) == []
    assert ids(crowded, "bamaso", limit=500, filters=Filters({"lifecycle": []})) == both


def test_a_filter_on_no_field_of_the_index_lets_nothing_through(crowded: TextIndex) -> None:
    assert ids(crowded, "bamaso", filters=Filters({"colour": ["red"]})) == []


def test_both_languages_answer_at_once(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        [
            component("fr", name={"fr": "Paiements"}, summary={"fr": "Perception des amendes"}),
            component("en", name={"en": "Booking"}, summary={"en": "Appointments at counters"}),
        ],
    )
    assert set(ids(index, "amende appointment")) == {"fr", "en"}


def test_words_of_the_same_beginning_answer_across_languages(tmp_path: Path) -> None:
    french = component("fr", name={"fr": "Authentification"}, summary={"fr": "Se connecter"})
    index = built(tmp_path, [french, component("other")])
    assert ids(index, "authentication") == ["fr"]
    with index.searching() as searcher:
        assert find_alike(searcher, "Authentication for all", "en") == {"component": ["fr"]}


def test_one_language_asked_is_one_language_found(tmp_path: Path) -> None:
    french = component("fr", name={"fr": "Authentification"}, summary={"fr": "Se connecter"})
    index = built(tmp_path, [french])
    assert ids(index, "authentification authentication", languages=["en"]) == []
    assert ids(index, "authentifications", languages=["fr"]) == ["fr"]


def test_a_word_in_a_name_outweighs_its_beginning(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        [
            component("begins", summary={"en": "identical twins"}),
            component("says", summary={"en": "an identity"}),
            component("is", name={"en": "Identity"}),
        ],
    )
    assert ids(index, "identity") == ["is", "says", "begins"]
    assert BOOSTS["name"] > BOOSTS["text"] > BOOSTS["keys"]


def test_stop_words_are_asked_for_only_where_nothing_else_is(tmp_path: Path) -> None:
    index = built(tmp_path, [component("a"), component("b", name={"en": "The Who and the What"})])
    assert len(search_query("the identity of the who")) < 5
    assert search_query("the of")
    assert isinstance(ids(index, "the of who"), list)
    assert search_query("") == search_query("!?") == search_query("word", []) == []


def test_ten_thousand_different_words_are_cut_to_what_can_be_asked(crowded: TextIndex) -> None:
    text = "bamaso " + " ".join(f"word{number}x" for number in range(10_000))
    assert len(search_query(text)) == MOST_WORDS
    assert ids(crowded, text)


def test_a_hit_says_what_it_found(tmp_path: Path) -> None:
    with built(tmp_path, [component("a")]).searching() as searcher:
        (hit,) = find(searcher, "register")
    assert isinstance(hit, Hit)
    assert (hit.record_type, hit.record_id) == ("component", "a")
    assert hit.score > 0
