from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from catalogue.web.nesting import flat, named, nested, steps, value_at

names = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(lambda n: n != "csrf_token")
texts = st.text(max_size=20)


def groups(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(names, inner, min_size=1, max_size=4)


leaves = texts | st.lists(texts, max_size=4)
level_two = leaves | groups(leaves) | st.lists(groups(leaves), min_size=1, max_size=4)
data = st.dictionaries(names, leaves | groups(level_two) | st.lists(groups(level_two), max_size=3))


@given(data)
def test_what_a_form_shows_comes_back_as_it_was(data: dict[str, Any]) -> None:
    assert nested(MultiDict(flat(data))) == data


@given(st.lists(st.tuples(st.text(max_size=12) | names, texts), max_size=12))
def test_any_fields_are_read_and_shown_again_the_same(fields: list[tuple[str, str]]) -> None:
    read = nested(MultiDict(fields))
    assert nested(MultiDict(flat(read))) == read


paths = st.tuples(names).flatmap(
    lambda start: st.lists(names | st.tuples(names, st.integers(0, 9999)), max_size=3).map(
        lambda more: (*start, *(s for m in more for s in ((m,) if isinstance(m, str) else m)))
    )
)


@given(paths)
def test_a_name_says_a_path_and_a_path_a_name(path: tuple[str | int, ...]) -> None:
    assert steps(named(path)) == path


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([("name.fr", "Nom"), ("name.en", "Name")], {"name": {"fr": "Nom", "en": "Name"}}),
        (
            [("contacts-2.email", "c"), ("contacts-0.name", "A"), ("contacts-0.email", "a")],
            {"contacts": [{"name": "A", "email": "a"}, {"email": "c"}]},
        ),
        ([("aliases-1", "two"), ("aliases-0", "")], {"aliases": ["", "two"]}),
        (
            [("roles[]", ""), ("roles[]", "sponsor"), ("roles[]", "reviewer")],
            {"roles": ["sponsor", "reviewer"]},
        ),
        ([("roles[]", "")], {"roles": []}),
        ([("words.fr[]", "un mot\r\n\r\n  deux \n")], {"words": {"fr": ["un mot", "deux"]}}),
        ([("sure", ""), ("sure", "1")], {"sure": "1"}),
        ([("a", "text"), ("a.b", "group")], {"a": "text"}),
        ([("a.b", "group"), ("a", "text")], {"a": {"b": "group"}}),
        ([("_act", "x"), ("csrf_token", "x"), ("A", "x"), ("a..b", "x"), ("a-99999", "x")], {}),
        ([(".".join("abcdefgh"), "too deep")], {}),
    ],
)
def test_names_say_where_values_stand(
    fields: list[tuple[str, str]], expected: dict[str, Any]
) -> None:
    assert nested(MultiDict(fields)) == expected


def test_numbers_are_shown_as_text_and_nothing_is_not_shown() -> None:
    assert flat({"cost": 2.5, "none": None, "list": []}) == [("cost", "2.5"), ("list[]", "")]


def test_looking_where_nothing_stands_finds_nothing() -> None:
    data = {"a": ["x"], "b": "text"}
    assert value_at(data, ("a", 0)) == "x"
    assert [value_at(data, path) for path in (("a", 1), ("b", 0), ("b", "c"), ("c",))] == [None] * 4
