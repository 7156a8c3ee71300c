from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.errors import InvalidRecord
from catalogue.domain.person import Person, Role, account_name
from catalogue.domain.validation import validate


def person(**fields: Any) -> Person:
    return validate(Person, {"id": "person-a", "email": "ana@a.example", "name": "Ana", **fields})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana.Tremblay@Ministere.Example ", "ana.tremblay@ministere.example"),
        ("o'neil+news@a-b.example", "o'neil+news@a-b.example"),
        ("ÉLISE@Québec.example", "élise@québec.example"),
        ("E\u0301LISE@a.example", "élise@a.example"),
        ("7@a.b.c.example", "7@a.b.c.example"),
    ],
)
def test_an_address_names_an_account_whatever_its_case(typed: str, kept: str) -> None:
    assert person(email=typed).email == kept == account_name(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@a.example",
        "ana@",
        "ana@example",
        "ana@a..example",
        "ana@-a.example",
        "ana@a-.example",
        "ana@a_b.example",
        "ana@b@c.example",
        "a b@c.example",
        "ana,bob@c.example",
        "ana;bob@c.example",
        "Ana<ana@c.example>",
        '"ana"@c.example',
        "ana@c.example\nBcc: eve@d.example",
        "ana@[127.0.0.1]",
        f"{'a' * 65}@c.example",
        f"ana@{'a' * 63}.{'b' * 63}.{'c' * 63}.{'d' * 63}.example",
    ],
)
def test_what_a_mail_header_could_mistake_is_no_address(typed: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        person(email=typed)
    assert {(error.dotted, error.code) for error in caught.value.errors} <= {
        ("email", "bad_email"),
        ("email", "empty"),
    }


@given(st.text(st.characters(exclude_categories=[])))
def test_an_account_s_name_is_its_own_name(typed: str) -> None:
    name = account_name(typed)
    assert account_name(name) == name
    name.encode("utf-8")


def test_a_person_can_be_several_things_and_nobody_else() -> None:
    several = person(roles=["reviewer", "sponsor", "sponsor"], organizations=["x", "y"])
    assert several.roles == {Role.sponsor, Role.reviewer}
    assert several.organizations == {"x", "y"}
    for wrong in ({"roles": ["king"]}, {"password": "p"}, {"language": "de"}):
        with pytest.raises(InvalidRecord):
            person(**wrong)
