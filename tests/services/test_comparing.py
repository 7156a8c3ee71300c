from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.errors import NotFound
from catalogue.services.comparing import Change, Fate, changed, history
from catalogue.services.workspace import Workspace

from .builders import component, stored


def plain(_field: str, value: Any) -> str:
    return str(value)


def rendered(change: Change) -> list[tuple[str, str]]:
    return [(one.fate.value, one.text) for one in change.stretches]


def test_only_what_differs_is_told_word_by_word() -> None:
    (change,) = changed({"a": "same", "b": "one two"}, {"a": "same", "b": "one three"}, plain)
    assert (change.field, change.items) == ("b", False)
    assert rendered(change) == [("same", "one "), ("removed", "two"), ("added", "three")]


def test_an_amount_is_one_word() -> None:
    (change,) = changed({"c": "357\u202f000\u00a0$"}, {"c": "300\u202f000\u00a0$"}, plain)
    assert [one.text for one in change.stretches] == ["357\u202f000\u00a0$", "300\u202f000\u00a0$"]


def test_a_field_that_came_or_went_is_whole() -> None:
    came, went = changed({"b": {"fr": "non"}}, {"a": "oui", "b": {"fr": None}}, plain)
    assert (came.field, rendered(came)) == ("a", [("added", "oui")])
    assert (went.field, rendered(went)) == ("b.fr", [("removed", "non")])


def test_items_of_lists_are_told_one_by_one() -> None:
    old = {"uses": [{"by": "a", "since": None}, {"by": "b", "since": "2020"}]}
    new = {"uses": [{"by": "b", "since": "2020"}, {"by": "c", "since": None}]}
    (change,) = changed(old, new, plain)
    assert change.items
    assert rendered(change) == [("removed", "a"), ("same", "b, 2020"), ("added", "c")]


def test_values_are_told_as_readers_are_told_them() -> None:
    (change,) = changed({"k": "api"}, {"k": "sms"}, lambda field, value: f"{field}={value}")
    assert rendered(change) == [("removed", "k=api"), ("added", "k=sms")]


texts = st.text(st.sampled_from("ab \n"), max_size=30)


@given(texts, texts)
def test_the_stretches_make_both_texts(old: str, new: str) -> None:
    found = list(changed({"t": old}, {"t": new}, plain))
    if old == new:
        assert found == []
        return
    stretches = found[0].stretches
    assert "".join(one.text for one in stretches if one.fate is not Fate.added) == old
    assert "".join(one.text for one in stretches if one.fate is not Fate.removed) == new


def test_history_is_told_from_the_latest_on(workspace: Workspace) -> None:
    stored(workspace, component("a"))
    stored(workspace, component("a", kind="api"))
    latest, first = history(workspace, "a", plain)
    assert (latest.number, first.number) == (2, 1)
    assert [change.field for change in latest.changes] == ["kind"]
    assert first.changes == ()
    assert latest.at >= first.at


def test_what_is_not_there_has_no_history(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        history(workspace, "a", plain)
