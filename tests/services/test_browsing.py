from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.services.browsing import SearchPage, SearchRequest, find
from catalogue.services.finding import search_components
from catalogue.services.shelf import Facet, Sort
from catalogue.services.workspace import Workspace
from catalogue.storage import records

from .builders import component, proposal, stored


def values(one: Component, facet: Facet) -> set[str]:
    """What a component has of a facet, told without the shelf."""
    domains = {capability.split("/")[0] for capability in one.capabilities}
    return {
        Facet.kind: {one.kind.value},
        Facet.capability: {*one.capabilities, *domains},
        Facet.owner: {one.owner} if one.owner else set(),
        Facet.lifecycle: {one.lifecycle.value},
        Facet.eligibility: {kind.value for kind in one.eligibility},
        Facet.language: set(one.languages()),
    }[facet]


def matches(one: Component, filters: dict[Facet, tuple[str, ...]]) -> bool:
    return all(values(one, facet) & set(chosen) for facet, chosen in filters.items())


def told(page: SearchPage, facet: Facet) -> dict[str, int]:
    return {value.value: value.count for value in page.facets[facet] if value.count}


choices = st.fixed_dictionaries(
    {},
    optional={
        Facet.kind: st.sampled_from([("service",), ("api", "software"), ("standard",)]),
        Facet.capability: st.sampled_from(
            [("identity",), ("data", "records"), ("identity/sign-in",)]
        ),
        Facet.lifecycle: st.sampled_from([("available",), ("pilot", "planned"), ("retired",)]),
        Facet.eligibility: st.sampled_from([("health",), ("municipal", "crown")]),
        Facet.language: st.sampled_from([("fr",), ("en",)]),
    },
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filters=choices, words=st.sampled_from(["", "permis", "data", "gestion des dossiers"]))
def test_counts_are_those_of_looking_at_every_component(
    sample: Workspace, filters: dict[Facet, tuple[str, ...]], words: str
) -> None:
    everything = list(records.iterate(sample.db, "component"))
    if words:
        everything = [found.component for found in search_components(sample, words, limit=1000)]
    page = find(sample, SearchRequest(words, filters, size=1000))
    answers = [one for one in everything if matches(one, filters)]
    assert {hit.component.id for hit in page.hits} == {one.id for one in answers}
    assert page.total == len(answers)
    for facet in Facet:
        others = {name: chosen for name, chosen in filters.items() if name is not facet}
        left = [one for one in everything if matches(one, others)]
        assert told(page, facet) == Counter(value for one in left for value in values(one, facet))
        chosen = {value.value for value in page.facets[facet] if value.chosen}
        assert chosen == set(filters.get(facet, ()))


def test_a_domain_gives_way_to_a_capability_in_it(sample: Workspace) -> None:
    wide = find(sample, SearchRequest(filters={Facet.capability: ("identity",)}))
    both = {Facet.capability: ("identity", "identity/sign-in")}
    narrow = find(sample, SearchRequest(filters=both))
    assert 0 < narrow.total < wide.total


def test_a_change_shows_at_the_next_request(workspace: Workspace) -> None:
    assert find(workspace, SearchRequest()).total == 0
    stored(workspace, component("a"), proposal())
    assert find(workspace, SearchRequest()).total == 1
    stored(workspace, component("b", kind="api"), component("a", kind="standard"))
    assert told(find(workspace, SearchRequest()), Facet.kind) == {"api": 1, "standard": 1}


@pytest.mark.parametrize(("page", "shown"), [(0, 1), (1, 1), (2, 2), (3, 3), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest(
    workspace: Workspace, page: int, shown: int
) -> None:
    stored(workspace, *(component(f"c{number}") for number in range(5)))
    found = find(workspace, SearchRequest(page=page, size=2))
    assert (found.page, found.pages) == (shown, 3)
    assert len(found.hits) == (1 if shown == 3 else 2)


def test_without_words_nothing_is_more_relevant() -> None:
    assert SearchRequest(sort=Sort.relevance).order is Sort.newest
    assert SearchRequest("booking").order is Sort.relevance
    assert SearchRequest("booking", sort=Sort.name).order is Sort.name


def test_signs_without_a_word_leave_every_component(workspace: Workspace) -> None:
    stored(workspace, component("a"))
    assert find(workspace, SearchRequest("?!")).total == 1
    assert find(workspace, SearchRequest("  ")).total == 1


def test_a_value_that_nothing_has_can_be_chosen(workspace: Workspace) -> None:
    stored(workspace, component("a"))
    found = find(workspace, SearchRequest(filters={Facet.owner: ("nobody",)}))
    assert found.total == 0
    assert [(one.value, one.count, one.chosen) for one in found.facets[Facet.owner]] == [
        ("nobody", 0, True)
    ]
