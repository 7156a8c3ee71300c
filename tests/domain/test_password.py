from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.password import LEAST, MOST, password_flaws

EMAIL = "ana.tremblay@ministry.example"


def codes(password: str, email: str = EMAIL) -> list[str]:
    return [flaw.code for flaw in password_flaws(password, email)]


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "un chemin de pierre",
        "élan givré 3 fois",
        "as8372910482",
        "514555918273",
        "soleil hiver montreal",
        "mot de passe de ma tante",
        "健康教育交通水道電気道路",
        " " * 3 + "entre des espaces",
        "q" * 3 + "wxzjvkpfh" * 20,
    ],
)
def test_length_is_enough_whatever_the_characters(password: str) -> None:
    assert codes(password) == []


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "121212121212",
        "abcabcabcabc",
        "123456789012",
        "987654321098",
        "abcdefghijkl",
        "azertyuiopqsdf",
        "Qwertyuiop12",
        "1234abcd5678",
        "Password1234",
        "MotDePasse2018!",
        "mot de passe!",
        "Québec-2018!",
        "bonjour soleil",
        "ADMINadmin12",
        "ﬁﬁﬁﬁﬁﬁﬁﬁﬁﬁﬁﬁ",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert codes(password) == ["password_common"]


@pytest.mark.parametrize(
    ("password", "email"),
    [
        ("my ana.tremblay key", EMAIL),
        ("ANA.TREMBLAY@MINISTRY.EXAMPLE", EMAIL),
        ("x bo@a.example x", "bo@a.example"),
    ],
)
def test_the_account_s_name_is_no_password(password: str, email: str) -> None:
    assert codes(password, email) == ["password_has_email"]


def test_a_short_name_may_occur_by_chance() -> None:
    assert codes("robots and boats", "bo@a.example") == []


def test_length_is_counted_in_characters() -> None:
    assert codes("é" * (LEAST - 1)) == ["password_too_short"]
    assert codes("x" * (MOST + 1)) == ["password_too_long"]
    composed, decomposed = "élan givré 3", "e\u0301lan givre\u0301 3"
    assert len(decomposed) == LEAST + 2
    assert codes(composed) == codes(decomposed) == []
    assert codes(decomposed[:-1]) == ["password_too_short"]


@given(st.text(st.characters(exclude_categories=[]), max_size=MOST + 5), st.text(max_size=30))
def test_any_text_can_be_judged_and_is_not_repeated(password: str, email: str) -> None:
    for flaw in password_flaws(password, email):
        assert flaw.path == ("password",)
        assert all(isinstance(value, int) for value in flaw.params.values())
