"""Whatever is typed into the forms, the answer is sound, and the text still stands in its field.

All fields of a form are filled at once with one odd text, as by somebody who
means harm or pastes what they should not; drop-down lists and boxes, too, which
no browser would do.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.homes import Mould

from .checking import Client, parsed
from .test_crawl import visitor
from .test_every_page import VIEWS, Places, address, demonstration
from .test_permissions_table import PAGES
from .visiting import fields_of

ODD = {
    "signs": "👩🏽‍🚒 Arrêt \u202eשלום\u202c <script>alert(1)</script> \"'&amp; {0} ${x}",
    "controls": "before\x00after\x1b\x7f\x85\ufdd0\ufffe",
    "endless": "Très longue parole. " * 500,
    "number": "-99999999999999999999999e999",
}

FILLED_BY = {
    "proposals": "sponsor",
    "follow": "sponsor",
    "warnings": "sponsor",
    "reviews": "reviewer",
    "rulings": "reviewer",
    "registering": "architect",
    "signing": "nobody",
}
"""Whose forms are filled where several roles have them, by part of the site."""

FREE = {None, "text", "search", "email", "url", "date"}
"""Kinds of input into which anything may be typed."""


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest) -> str:
    return ODD[request.param]


@pytest.fixture
def demo(checked_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Places]:
    return demonstration(checked_mould, tmp_path_factory.mktemp("odd") / "home")


def role_for(view: str) -> str:
    allowed = PAGES["GET", view]
    wanted = (FILLED_BY.get(view.partition(".")[0]), "administrator", "sponsor", "reviewer")
    return next((role for role in wanted if role in allowed), "nobody")


def test_anything_may_be_typed(demo: tuple[Flask, Places], odd: str) -> None:
    app, places = demo
    visitors = {role: visitor(app, role) for role in {role_for(view) for view in VIEWS}}
    lost = []
    for view in VIEWS:
        role = role_for(view)
        asked = address(app, view, places.of(view, role), "en")
        for number in range(len(forms_of(visitors[role].get(asked)))):
            page = visitors[role].get(asked)
            forms = forms_of(page)
            if number < len(forms):
                answer = filled(visitors[role], page, forms[number], odd)
                assert answer.status_code < 500, view
                if answer.status_code == 422 and not still_there(answer, forms[number], odd):
                    lost.append(view)
    assert set(lost) <= {"account.password"}


def forms_of(page: TestResponse) -> list[ElementTree.Element]:
    """The forms of a page's main part; none where it led elsewhere."""
    if page.status_code >= 300:
        return []
    tree, _ = parsed(page.get_data(as_text=True))
    main = tree.find(".//main")
    return [] if main is None else list(main.iter("form"))


def filled(client: Client, page: TestResponse, form: ElementTree.Element, odd: str) -> TestResponse:
    """What comes of a form all of whose fields hold the odd text, save its own hidden ones."""
    fields = MultiDict(
        (name, value if name.startswith("_") or name == "csrf_token" else odd)
        for name, value in [*fields_of(form), *unchecked(form)]
    )
    target = form.get("action") or page.request.path
    if (form.get("method") or "get").lower() == "post":
        return client.post(target, data=fields)
    return client.get(target, query_string=fields)


def unchecked(form: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Boxes and circles that a browser would not send."""
    for field in form.iter("input"):
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            yield field.get("name") or "", ""


def still_there(answer: TestResponse, form: ElementTree.Element, odd: str) -> bool:
    """Whether what was typed stands in a form again; controls are seen as what replaces them."""
    free = [field for field in form.iter() if field.tag == "textarea"]
    free += [field for field in form.iter("input") if field.get("type") in FREE]
    begun = odd[:6]
    held = [value for one in forms_of_any(answer) for _, value in fields_of(one)]
    return not free or any(begun in value for value in held)


def forms_of_any(page: TestResponse) -> list[ElementTree.Element]:
    tree, _ = parsed(page.get_data(as_text=True))
    return list(tree.iter("form"))
