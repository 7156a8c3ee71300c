from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.wording.sentences import money, number, percent

FIGURES = st.floats(-1e12, 1e12) | st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1234.5, 1, "1\u202f234,5", "1,234.5"),
        (1_000_000, 0, "1\u202f000\u202f000", "1,000,000"),
        (-1234, 0, "-1\u202f234", "-1,234"),
        (-0.0, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (math.nan, 2, "–", "–"),
        (math.inf, 0, "–", "–"),
        (np.float32(2.5), 1, "2,5", "2.5"),
        (np.int64(12345), 0, "12\u202f345", "12,345"),
    ],
)
def test_numbers_are_written_as_each_language_does(
    value: float, decimals: int, french: str, english: str
) -> None:
    assert number(value, "fr", decimals) == french
    assert number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (250_000, "250\u202f000\u00a0$", "$250,000"),
        (1234.5, "1\u202f234,50\u00a0$", "$1,234.50"),
        (0.1 + 0.2, "0,30\u00a0$", "$0.30"),
        (1999.999, "2\u202f000\u00a0$", "$2,000"),
        (math.nan, "–\u00a0$", "$–"),
        (0, "0\u00a0$", "$0"),
        (-1500, "-1\u202f500\u00a0$", "-$1,500"),
    ],
)
def test_amounts_are_written_as_each_language_does(value: float, french: str, english: str) -> None:
    assert money(value, "fr") == french
    assert money(value, "en") == english


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (0.87, 0, "87\u00a0%", "87%"),
        (0.8749, 1, "87,5\u00a0%", "87.5%"),
        (0, 0, "0\u00a0%", "0%"),
        (1, 0, "100\u00a0%", "100%"),
        (math.nan, 0, "–", "–"),
    ],
)
def test_shares_are_written_as_each_language_does(
    value: float, decimals: int, french: str, english: str
) -> None:
    assert percent(value, "fr", decimals) == french
    assert percent(value, "en", decimals) == english


@given(FIGURES, st.integers(0, 3))
def test_a_number_can_be_read_back(value: float, decimals: int) -> None:
    english = number(value, "en", decimals)
    read = float(english.replace(",", ""))
    assert abs(read - value) <= 0.5 * 10**-decimals + 1e-3
    assert not (read == 0 and english.startswith("-"))


@given(FIGURES, st.integers(0, 3))
def test_both_languages_write_the_same_number(value: float, decimals: int) -> None:
    french = number(value, "fr", decimals)
    assert french.replace(",", ".").replace("\u202f", ",") == number(value, "en", decimals)


@given(FIGURES)
def test_nothing_written_in_french_breaks_at_a_space(value: float) -> None:
    assert " " not in money(value, "fr") + percent(value, "fr")
    assert money(value, "fr").endswith("\u00a0$")
