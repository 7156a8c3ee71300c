"""Whatever comes in, only InvalidRecord comes out, in the catalogue's own codes."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core.core_schema import ErrorType

from catalogue.domain.errors import InvalidRecord
from catalogue.domain.validation import MODELS, record_from
from catalogue.wording.sentences import say, sentences

from .builders import LEAST

PYDANTIC = set(get_args(ErrorType)) - {"too_long"}
NASTY: list[Any] = [
    10**400,
    "9" * 5000,
    "\ud800",
    "\x00",
    "x" * 30_000,
    b"\xff",
    float("nan"),
    Decimal("sNaN"),
    datetime.timedelta(1),
    datetime.datetime(2026, 1, 1, 3, tzinfo=datetime.timezone.utc),
    {1: 2},
    {None: 1},
    {"\ud800": 1},
    {1, 2},
    object(),
    len,
    1j,
    "http://[::1",
    "https://host:99999999",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=3)
    | st.sampled_from(NASTY)
)
FIELDS = sorted(
    {"fr", "en", "name", "email", "organization", "since", "target", "type", "website", "source"}
    | {"lead_time_days", "how", "hosting", "fiscal_year", "build", "run"}
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=8,
)


def check(data: object) -> None:
    """Accepted, or refused in codes that have a sentence in both languages."""
    try:
        record_from(data)
    except InvalidRecord as error:
        invalid = error
    else:
        return
    assert invalid.errors
    for error in invalid.errors:
        assert error.code not in PYDANTIC, error
        assert f"field.{error.code}" in sentences(), error
        assert isinstance(error.dotted, str)
        for language in ("fr", "en"):
            assert "…" not in say(f"field.{error.code}", language, **error.params).replace(
                "//…", ""
            )


@pytest.mark.parametrize("data", LEAST, ids=lambda data: data["type"])
@pytest.mark.parametrize(
    "value", [*NASTY, 10**5000, -(10**5000)], ids=lambda value: type(value).__name__
)
def test_nasty_values_break_no_field(data: dict, value: object) -> None:
    for name in [*MODELS[data["type"]].model_fields, "unknown", 1, None, "\ud800"]:
        check(data | {name: value})


@given(st.sampled_from(LEAST), st.data())
def test_junk_in_any_field_is_refused_or_accepted_but_breaks_nothing(
    least: dict, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(MODELS[least["type"]].model_fields)))
    check(least | {name: data.draw(JUNK)})


@given(st.sampled_from(sorted(MODELS)), st.dictionaries(st.text(max_size=8), JUNK, max_size=4))
def test_a_junk_record_is_refused(kind: str, junk: dict) -> None:
    check(junk | {"type": kind})
    check(junk)


@given(JUNK)
def test_junk_is_no_record(junk: object) -> None:
    check(junk)


@given(st.sampled_from(LEAST), st.data())
def test_what_was_accepted_is_accepted_again_as_the_same(least: dict, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(MODELS[least["type"]].model_fields)))
    try:
        record = record_from(least | {name: data.draw(JUNK)})
    except InvalidRecord:
        return
    assert record_from(record.model_dump(mode="json")) == record
