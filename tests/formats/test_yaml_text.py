from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.flaws import Flaw
from catalogue.formats.yaml_text import DEEPEST, MOST_VALUES, BadYaml, documents
from catalogue.formats.yaml_writing import yaml_text

from .strategies import LINES

DATA = st.recursive(
    LINES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(LINES.filter(lambda k: k != "<<"), inner)
    ),
    max_leaves=8,
)


def refused(text: str) -> BadYaml:
    with pytest.raises(BadYaml) as bad:
        list(documents(text))
    return bad.value


def test_scalars_keep_their_text() -> None:
    [data] = documents("a: no\nb: 2024-01-01\nc: 0x1F\nd: 1_000\ne: ~\nf:\ng: 'null'\non: on\n")
    assert data == {
        "a": "no",
        "b": "2024-01-01",
        "c": "0x1F",
        "d": "1_000",
        "e": None,
        "f": None,
        "g": "null",
        "on": "on",
    }


def test_every_value_knows_its_line() -> None:
    [data] = documents("# first\na: 1\nb:\n  - x\n\n  - c: 2\n")
    assert data.lines == {"a": 2, "b": 3}
    assert data["b"].lines == [4, 6]
    assert data["b"][1].lines == {"c": 6}


def test_several_documents_and_empty_ones() -> None:
    assert list(documents("---\n---\na: 1\n---\n- b\n...\n")) == [{"a": "1"}, ["b"]]


def test_anchors_and_merged_mappings() -> None:
    [data] = documents("base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\ntwo: *b\n")
    assert data["one"] == {"x": "1", "y": "3"}
    assert data["two"] == {"x": "1", "y": "2"}


def test_a_key_that_stands_twice_is_a_flaw() -> None:
    [data] = documents("a: 1\nb: 2\na: 3\n")
    assert data == {"a": Flaw("key_twice", {"key": "a"}), "b": "2"}


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a: 1\nb: c: d\n", 2, "colon_not_allowed"),
        ("a: [1\nb: 2", 2, "unclosed_bracket"),
        ("a: 'x", 1, "unclosed_quote"),
        ("a: @x", 1, "bad_start"),
        (" a: 1\nb: 2", 2, "indentation"),
        ("a: *b", 1, "unknown_alias"),
        ("&a [*a]", 1, "unknown_alias"),
        ("a: 1\n? [b]\n: c", 2, "key_not_text"),
        ("a: 1\nb: \x01", 2, "character"),
        ("%FOO", 1, "malformed"),
    ],
)
def test_what_is_no_yaml_is_located(text: str, line: int, why: str) -> None:
    bad = refused(text)
    assert (bad.code, bad.location.line, bad.params) == ("bad_yaml", line, {"why": why})


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system", "!!python/name:os.system", "!Sub", "!!binary", "!!set"],
)
@pytest.mark.parametrize("value", ["['id']", "'id'", "{a: b}"])
def test_a_tag_that_would_build_something_is_refused(tag: str, value: str) -> None:
    bad = refused(f"a: 1\nb: {tag} {value}\n")
    assert (bad.code, bad.location.line) == ("yaml_tag", 2)


def test_tags_of_plain_values_are_let_be() -> None:
    text = "a: !!str 1\nb: !!int '2'\nc: ! x\nd: !<tag:yaml.org,2002:js/undefined> ''\ne: !!map {}"
    assert list(documents(text)) == [{"a": "1", "b": "2", "c": "x", "d": None, "e": {}}]


def test_aliases_that_explode_are_counted() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    assert refused(bomb).code == "too_many_values"


def test_merges_that_explode_are_counted() -> None:
    many = ", ".join(f"k{n}: v" for n in range(1000))
    text = f"base: &b {{{many}}}\n" + "".join(f"m{n}: {{<<: *b}}\n" for n in range(300))
    assert refused(text).code == "too_many_values"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_is_bounded(opening: str) -> None:
    assert refused(opening * 10_000).code in ("too_deep", "bad_yaml")


def test_as_deep_as_is_allowed() -> None:
    [data] = documents("[" * DEEPEST + "]" * DEEPEST)
    assert len(data) == 1


def test_the_number_of_values_is_bounded() -> None:
    assert refused("- x\n" * (MOST_VALUES + 1)).code == "too_many_values"


@given(st.text(max_size=80))
def test_any_text_is_data_or_refused(text: str) -> None:
    with suppress(BadYaml):
        list(documents(text))


@given(st.lists(DATA, min_size=1, max_size=2))
def test_what_is_written_is_read_as_it_was(data: list[Any]) -> None:
    assert list(documents(yaml_text(*data, comment=["a comment"]))) == data
    assert list(yaml.safe_load_all(yaml_text(*data))) == data
