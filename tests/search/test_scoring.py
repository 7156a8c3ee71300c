"""The best are really the best: Whoosh's own ways to combine and cut scores lose some."""

import random
from collections import defaultdict
from pathlib import Path

import pytest
from whoosh import query
from whoosh.searching import Searcher

from catalogue.language.stems import stem
from catalogue.search.find import find_alike
from catalogue.search.index import TextIndex

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
    """Each stem in each field asked of Whoosh alone, and added up."""
    total: defaultdict[str, float] = defaultdict(float)
    for word in set(text.split()):
        for field in ("name_fr", "text_fr"):
            for hit in searcher.search(query.Term(field, stem(word, "fr")), limit=None):
                total[hit["id"]] += hit.score
    return total


@pytest.mark.parametrize("seed", range(12))
def test_the_first_are_those_of_an_exhaustive_count(crowded: TextIndex, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - for repetition
    text, limit = _text(chance, chance.choice([1, 2, 5, 12])), chance.choice([1, 3, 10])
    with crowded.searching() as searcher:
        expected = _by_hand(searcher, text)
        found = find_alike(searcher, text, "fr", limit)["component"][: min(limit, len(expected))]
    best = sorted(expected.values(), reverse=True)[:limit]
    assert [expected[identifier] for identifier in found] == pytest.approx(best)


def test_a_smaller_limit_gives_the_beginning_of_the_same_list(crowded: TextIndex) -> None:
    whole = ids(crowded, "bamaso", "fr", limit=500)
    assert len(set(whole)) == len(whole) > 20
    for limit in (1, 5, 20):
        assert ids(crowded, "bamaso", "fr", limit=limit)[:limit] == whole[:limit]


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


def test_words_of_the_same_beginning_answer_across_languages(tmp_path: Path) -> None:
    french = component("fr", name={"fr": "Authentification"}, summary={"fr": "Se connecter"})
    index = built(tmp_path, [french, component("other")])
    assert ids(index, "Authentication for all") == ["fr"]
