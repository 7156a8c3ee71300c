"""What ships is clean: the sample, the capabilities, the lexicon and the thesaurus."""

from collections import Counter
from functools import cache

import pytest

from catalogue.domain.component import Lifecycle
from catalogue.formats.detect import read
from catalogue.formats.findings import Reading
from catalogue.language.soundness import lexicon_flaws, shared_terms, thesaurus_flaws
from catalogue.services.founding import sample_files
from catalogue.services.resources import shipped
from catalogue.services.vocabulary import shipped_concepts, shipped_pairs


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


def test_the_lexicon_is_large_and_sound() -> None:
    assert len(shipped_pairs()) >= 5_000
    assert list(lexicon_flaws(shipped_pairs())) == []
    assert all(pair.domain for pair in shipped_pairs())


def test_the_thesaurus_is_large_and_sound() -> None:
    concepts = shipped_concepts()
    assert len(concepts) >= 400
    assert list(thesaurus_flaws(concepts, capabilities())) == []
    assert list(shared_terms(concepts)) == []
    assert all(concept.preferred.fr and concept.preferred.en for concept in concepts)
