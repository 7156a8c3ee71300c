"""People with accounts at the pages: signing in, and filling forms as a browser does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from catalogue.domain.person import Person
from catalogue.services.workspace import opened
from catalogue.web.settings import Settings
from tests.services.accounts import PHRASE, joined

from .checking import Client, parsed


def member(client: Client, name: str = "ana", *roles: str, **fields: Any) -> Person:
    """Somebody with an account at the client's site."""
    settings: Settings = client.application.config["SETTINGS"]
    with opened(settings.home) as workspace:
        return joined(workspace, name, **{"roles": roles, "language": "en", **fields})


def sign_in(client: Client, name: str = "ana", password: str = PHRASE, **more: str) -> TestResponse:
    """Fill in the page to sign in on, and send it."""
    return send(client, "/en/sign-in", email=f"{name}@a.example", password=password, **more)


def send(client: Client, page: str, act: str | None = None, **changes: Any) -> TestResponse:
    """Open a page, change fields of its form, press a button, and take what comes."""
    opened_page = client.get(page)
    assert opened_page.status_code == 200, opened_page.status
    return resend(client, opened_page, act, **changes)


def resend(
    client: Client, page: TestResponse, act: str | None = None, **changes: Any
) -> TestResponse:
    """Change fields of the form in a page that came, press a button, and take what comes.

    Names of fields have ``__`` for a dot; lists are values that a name has several times.
    """
    form = form_of(page)
    fields = MultiDict(fields_of(form))
    for name, value in changes.items():
        fields.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    if act is not None:
        fields["_act"] = act
    return client.post(form.get("action") or page.request.path, data=fields)


def form_of(page: TestResponse) -> ElementTree.Element:
    """The form in the page's main part; the first one where there are several."""
    tree, _ = parsed(page.get_data(as_text=True))
    return next(form for form in tree.iter("form") if form in list(tree.find(".//main").iter()))


def fields_of(form: ElementTree.Element) -> list[tuple[str, str]]:
    """What a browser would send of a form as it stands."""
    found = []
    for field in form.iter():
        name = field.get("name")
        if not name or field.tag not in ("input", "select", "textarea"):
            continue
        if field.tag == "textarea":
            found.append((name, "".join(field.itertext())))
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            found += [(name, one.get("value") or "") for one in chosen]
        elif field.get("type") not in ("checkbox", "radio") or field.get("checked") is not None:
            found.append((name, field.get("value") or ""))
    return found


def typed_in(page: TestResponse) -> MultiDict[str, str]:
    """What stands in the fields of the form in a page."""
    return MultiDict(fields_of(form_of(page)))


def text_of(page: TestResponse) -> str:
    """The page's words, with single spaces."""
    tree, _ = parsed(page.get_data(as_text=True))
    return " ".join("".join(tree.find(".//main").itertext()).split())


def path_of(page: TestResponse) -> str:
    """Where a redirection leads, with its query."""
    assert page.location, page.status
    parts = urlsplit(page.location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
