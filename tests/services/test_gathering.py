"""What people ask for in other words, or in the other language, stands together."""

from __future__ import annotations

from dataclasses import replace

from catalogue.services.gathering import gather
from catalogue.services.workspace import Workspace


def gathered(workspace: Workspace, *texts: str) -> list[list[str]]:
    return [[texts[place] for place in one.members] for one in gather(workspace, texts)]


def test_terms_of_one_concept_in_either_language(workspace: Workspace) -> None:
    asked = ("prise de RDV", "single sign-on", "appointment booking", "authentification unique")
    found = gather(workspace, asked)
    assert [one.members for one in found] == [[0, 2], [1, 3]]
    assert [one.concept for one in found] == ["appointment-booking", "single-sign-on"]


def test_what_is_more_than_a_broad_term_stands_by_itself(workspace: Workspace) -> None:
    assert gathered(workspace, "building permit", "permis de chasse", "parking permit") == [
        ["building permit"],
        ["permis de chasse"],
        ["parking permit"],
    ]


def test_titles_say_more_than_searches(workspace: Workspace) -> None:
    assert gathered(workspace, "zeppelin", "Zeppelins over forests", "Forests") == [
        ["zeppelin", "Zeppelins over forests"],
        ["Forests"],
    ]


def test_near_meanings_without_a_concept(workspace: Workspace) -> None:
    assert gathered(workspace, "zeppelin", "beekeeping", "apiculture", "zeppelins") == [
        ["zeppelin", "zeppelins"],
        ["beekeeping", "apiculture"],
    ]


def test_without_an_encoder_stems_and_concepts_are_left(workspace: Workspace) -> None:
    blind = replace(workspace, encoder=None)
    assert gathered(blind, "zeppelin", "beekeeping", "zeppelins", "rdv", "appointment booking") == [
        ["zeppelin", "zeppelins"],
        ["beekeeping"],
        ["rdv", "appointment booking"],
    ]


def test_anything_is_gathered(workspace: Workspace) -> None:
    odd = ["", "  ", "!?", "the", "🙂", "日本", "x" * 500, "the"]
    found = gather(workspace, odd)
    assert sorted(place for one in found for place in one.members) == list(range(len(odd)))
    assert gather(workspace, []) == []


def test_later_texts_change_nothing_of_earlier_groups(workspace: Workspace) -> None:
    first = ["appointment booking", "zeppelin", "prise de rdv"]
    later = [*first, "zeppelins over cities", "booking of appointments", "single sign-on"]
    before = gather(workspace, first)
    after = gather(workspace, later)[: len(before)]
    assert [one.concept for one in after] == [one.concept for one in before]
    assert [[place for place in one.members if place < len(first)] for one in after] == [
        one.members for one in before
    ]
