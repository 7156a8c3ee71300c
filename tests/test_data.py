"""What ships is clean: the sample, the capabilities, the lexicon and the thesaurus."""

import csv
import json
from collections import Counter
from functools import cache

import pytest

from catalogue.domain.component import Lifecycle
from catalogue.formats.detect import read
from catalogue.formats.findings import Reading
from catalogue.language.folding import fold
from catalogue.language.lexicon import LONGEST_PHRASE, phrase
from catalogue.services.founding import sample_files
from catalogue.services.resources import shipped


@cache
def reading(name: str) -> Reading:
    path = next(path for path in sample_files() if path.stem == name)
    return read(path)


@cache
def capabilities() -> set[str]:
    return {located.record.id for located in read(shipped("data") / "capabilities.jsonl").records}


@pytest.mark.parametrize("name", ["organizations", "components", "proposals"])
def test_the_sample_reads_without_a_remark(name: str) -> None:
    assert reading(name).records
    assert not reading(name).errors
    assert not reading(name).warnings


def test_the_sample_is_large_and_varied_enough() -> None:
    components = [located.record for located in reading("components").records]
    assert len(components) >= 150
    assert len({one.owner for one in components}) >= 25
    assert len({name for one in components for name in one.capabilities}) >= 40
    assert any(one.lifecycle == Lifecycle.retired and one.replaced_by for one in components)
    assert {("fr",), ("en",), ("fr", "en")} <= {one.languages() for one in components}


def test_the_samples_proposals_are_of_every_sort() -> None:
    named = {one.record.id: one.record for one in reading("components").records}
    sorts: Counter[str] = Counter()
    for located in reading("proposals").records:
        relevant = located.relevant or {}
        assert relevant.keys() <= named.keys()
        duplicates = [named[name] for name, grade in relevant.items() if grade == 2]
        if not relevant:
            sorts["nothing"] += 1
        elif not duplicates:
            sorts["overlap"] += 1
        elif any(located.record.language in one.languages() for one in duplicates):
            sorts["same language"] += 1
        else:
            sorts["other language"] += 1
    assert sum(sorts.values()) >= 60
    assert (
        min(sorts[sort] for sort in ("nothing", "overlap", "same language", "other language")) > 8
    )


def test_the_sample_names_only_what_exists() -> None:
    bodies = {located.record.id for located in reading("organizations").records}
    components = [located.record for located in reading("components").records]
    names = {one.id for one in components}
    for one in components:
        assert one.owner in bodies
        assert set(one.capabilities) <= capabilities()
        assert {tie.target for tie in one.relations} <= names
        assert {use.organization for use in one.used_by} <= bodies
    for located in reading("proposals").records:
        assert located.record.organization in bodies


def test_there_are_about_120_capabilities_on_two_levels() -> None:
    records = [located.record for located in read(shipped("data") / "capabilities.jsonl").records]
    assert sum(one.parent is not None for one in records) == 120
    assert {one.parent for one in records if one.parent} == {
        one.id for one in records if one.parent is None
    }
    assert all(one.name.fr and one.name.en for one in records)


def lexicon() -> list[tuple[str, str]]:
    with (shipped("data") / "lexicon.csv").open(encoding="utf-8", newline="") as stream:
        return [(row["fr"], row["en"]) for row in csv.DictReader(stream)]


def test_the_lexicon_is_large_and_says_nothing_twice() -> None:
    pairs = lexicon()
    assert len(pairs) >= 5_000
    assert len(set(pairs)) == len(pairs)


def test_both_sides_of_the_lexicon_are_words_to_go_by() -> None:
    for french, english in lexicon():
        assert 0 < len(phrase(french, "fr")) <= LONGEST_PHRASE, french
        assert 0 < len(phrase(english, "en")) <= LONGEST_PHRASE, english


def test_the_thesaurus_is_sound() -> None:
    concepts = json.loads((shipped("data") / "thesaurus.json").read_text(encoding="utf-8"))
    ids = {one["id"] for one in concepts}
    assert len(ids) == len(concepts) >= 400
    for one in concepts:
        assert set(one["capabilities"]) <= capabilities()
        assert one["broader"] is None or one["broader"] in ids
    for language in ("fr", "en"):
        terms = Counter(
            fold(term)
            for one in concepts
            for term in (one["preferred"][language], *one["alternative"][language])
        )
        assert [term for term, times in terms.items() if times > 1] == []
