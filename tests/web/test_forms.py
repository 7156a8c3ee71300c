from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from flask.typing import ResponseReturnValue
from jinja2 import ChoiceLoader, DictLoader

from catalogue.domain.errors import CatalogueError, EditConflict, FieldError, InvalidRecord
from catalogue.web.forms import once, received, shown
from catalogue.web.keeping import keeps_typed

from .checking import Client
from .conftest import application
from .visiting import form_of, path_of, resend, send, text_of, typed_in

PAGE = """
{% extends "base.html" %}
{% import "macros/forms.html" as f with context %}
{% set heading = "Everything" %}
{% block content %}
{% call f.form(form) %}
{{ f.text(form, "title", "Title", hint="Short", suggestions="words") }}
{{ f.suggestions("words", ["one", "two"]) }}
{{ f.money(form, "cost", "Cost") }}
{{ f.date(form, "start", "Start", optional=true) }}
{{ f.area(form, "outcomes", "Outcomes") }}
{{ f.area(form, "aliases[]", "Aliases") }}
{{ f.select(form, "kind", "Which", [("api", "API"), ("tool", "Tool")], empty="None of them") }}
{{ f.select(form, "place", "Place", {"Here": [("here", "Just here")]}, hint="Where") }}
{{ f.checkboxes(form, "uses[]", "Uses", [("read", "Read"), ("write", "Write", "With care")]) }}
{{ f.radios(form, "language", "Language", [("fr", "F"), ("en", "E")], hint="One") }}
{{ f.tick(form, "sure", "Sure") }}
{{ f.password(form, "secret", "Secret") }}
{{ f.bilingual(form, "name", "Naming", hint="One language will do") }}
{{ f.bilingual(form, "text", "Text", kind="area", optional=true) }}
{{ f.bilingual(form, "words", "Wordings", kind="lines") }}
{% call(row, number) f.repeated(form, "contacts", "Contacts", "Contact", "Add one more contact") %}
{{ f.text(form, row ~ ".name", "Called") }}
{{ f.text(form, row ~ ".email", "Mail", type="email") }}
{% endcall %}
{% call(row, number) f.repeated(form, "tags", "Tags", "Tag", "Add a tag", single=true, least=2) %}
{{ f.text(form, row, "Tag " ~ number) }}
{% endcall %}
{{ f.send("Store", back="/en/") }}
{% endcall %}
{% endblock %}
"""

FULL: dict[str, Any] = {
    "title": 'Booking "rooms" & <halls>',
    "cost": "1 250,50 $",
    "start": "2018-05-21",
    "outcomes": "\nOne\nTwo",
    "aliases": ["First", "Second"],
    "kind": "tool",
    "place": "here",
    "uses": ["write"],
    "language": "en",
    "sure": "1",
    "name": {"fr": "Nom", "en": "Name"},
    "text": {"fr": "", "en": "Lines\nof text"},
    "words": {"fr": ["un", "deux"], "en": []},
    "contacts": [{"name": "Ana", "email": "ana@a.example"}, {"name": "", "email": "bo@a.example"}],
    "tags": ["", "red"],
}


class Site:
    """A page with every kind of field, and what its service was given, or raises."""

    def __init__(self, home: Path) -> None:
        self.app = application(home)
        self.given: list[dict[str, Any]] = []
        self.acts: list[str] = []
        self.raises: CatalogueError | None = None
        self.stored: dict[str, Any] | None = None
        self.revision: int | None = None
        self.slow = 0.0
        loader = DictLoader({"everything.html": PAGE})
        self.app.jinja_loader = ChoiceLoader([loader, self.app.jinja_loader])  # type: ignore[list-item,assignment]
        self.app.add_url_rule("/en/everything", "everything", self.view, methods=["GET", "POST"])
        self.app.add_url_rule("/en/stored/<number>", "stored", lambda number: f"stored {number}")

    @property
    def client(self) -> Client:
        found = self.app.test_client()
        assert isinstance(found, Client)
        return found

    def view(self) -> ResponseReturnValue:
        return self._view()

    def _view(self) -> ResponseReturnValue:
        form = received(self.stored, self.revision)
        self.acts.append(form.act)
        if form.sent:
            with form.refusals(Rejected):
                return once(lambda: self._store(form.data))
        return shown(form, "everything.html")

    def _store(self, data: dict[str, Any]) -> str:
        time.sleep(self.slow)
        if self.raises:
            raise self.raises
        self.given.append(data)
        return f"/en/stored/{len(self.given)}"


class Rejected(CatalogueError):
    code = "still_under_way"


@pytest.fixture
def site(home: Path) -> Site:
    return Site(home)


@pytest.fixture
def keeping(site: Site) -> Site:
    """The same, shown again where it comes too late."""
    view = keeps_typed(lambda: site.view())
    site.app.view_functions["everything"] = view
    return site


def without_secret(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "secret"}


def test_what_is_stored_is_shown_and_sent_as_it_is(site: Site) -> None:
    site.stored = FULL
    assert path_of(send(site.client, "/en/everything")) == "/en/stored/1"
    [given] = site.given
    assert without_secret(given) == FULL
    assert given["secret"] == ""


def test_an_empty_form_sends_every_field_empty(site: Site) -> None:
    send(site.client, "/en/everything")
    [given] = site.given
    assert given["title"] == given["kind"] == given["sure"] == ""
    assert given["uses"] == given["aliases"] == []
    assert given["contacts"] == [{"name": "", "email": ""}]
    assert given["tags"] == ["", ""]
    assert "language" not in given


def test_an_amount_is_written_as_the_language_does(site: Site) -> None:
    site.stored = {"cost": 1250000.5}
    assert typed_in(site.client.get("/en/everything"))["cost"] == "1,250,000.50"


def test_a_refused_form_keeps_all_and_says_what_is_wrong_where(site: Site) -> None:
    site.stored = FULL
    site.raises = InvalidRecord(
        [
            FieldError(("title",), "too_long", {"max_length": 300}),
            FieldError(("name",), "no_language"),
            FieldError(("uses", 1), "unknown_value", {"expected": "read"}),
            FieldError(("contacts", 1, "email"), "bad_email"),
            FieldError(("end",), "ends_before_start"),
        ]
    )
    answer = send(site.client, "/en/everything")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    again = typed_in(answer)
    assert again["title"] == FULL["title"]
    assert again["contacts-1.email"] == "bo@a.example"
    assert again["outcomes"].strip() == "One\nTwo"
    assert again.getlist("uses[]") == ["", "write"]
    assert "5 things are to be corrected" in page
    for target, said in [
        ("field-title", "Title: too long: at most 300 characters"),
        ("field-name", "Naming: must be given in French or in English"),
        ("field-uses", "Uses: unknown value; expected: read"),
        ("field-contacts-1-email", "Mail: is not an e-mail address"),
    ]:
        assert f'<a href="#{target}">{said}</a>' in page
        assert f'id="{target}-error"' in page
    assert "<li>end: ends before it starts</li>" in page
    assert 'aria-describedby="field-title-hint field-title-error" aria-invalid="true"' in page
    assert without_secret(site_given_after(site, answer)) == FULL


def site_given_after(site: Site, answer: Any) -> dict[str, Any]:
    site.raises = None
    client = site.client
    fresh = client.get("/en/everything")
    token = typed_in(fresh)["csrf_token"]
    resend(client, answer, csrf_token=token)
    return site.given[-1]


def test_what_a_service_refuses_as_a_whole_stands_above_the_fields(site: Site) -> None:
    site.raises = Rejected()
    answer = send(site.client, "/en/everything", title="kept")
    assert answer.status_code == 422
    assert "The same request is being worked on already" in text_of(answer)
    assert typed_in(answer)["title"] == "kept"


def test_what_nobody_foresaw_is_not_swallowed(site: Site) -> None:
    site.raises = CatalogueError()
    assert send(site.client, "/en/everything").status_code == 500


def test_rows_are_added_and_removed_by_buttons(site: Site) -> None:
    site.stored = FULL
    client = site.client
    more = send(client, "/en/everything", act="add contacts", title="New title")
    assert more.status_code == 200
    again = typed_in(more)
    assert [again[f"contacts-{n}.email"] for n in range(3)] == ["ana@a.example", "bo@a.example", ""]
    assert again["title"] == "New title"
    fewer = resend(client, more, act="remove contacts-0")
    again = typed_in(fewer)
    assert again["contacts-0.email"] == "bo@a.example"
    assert "contacts-2.email" not in again
    fewer = resend(client, fewer, act="remove tags-1")
    assert [typed_in(fewer)[f"tags-{n}"] for n in range(2)] == ["", ""]
    assert site.given == []


@pytest.mark.parametrize(
    "act", ["add nothing", "remove contacts-9", "remove contacts", "remove ", "add title", "add "]
)
def test_a_button_that_makes_no_sense_changes_nothing(site: Site, act: str) -> None:
    site.stored = FULL
    answer = send(site.client, "/en/everything", act=act)
    assert answer.status_code == 200
    assert typed_in(answer)["contacts-1.email"] == "bo@a.example"
    assert site.given == []


def test_any_other_button_sends_the_form_and_is_named(site: Site) -> None:
    send(site.client, "/en/everything", act="next")
    assert site.acts[-1] == "next"
    assert len(site.given) == 1


def test_enter_in_a_field_sends_rather_than_adds_a_row(site: Site) -> None:
    form = form_of(site.client.get("/en/everything"))
    first = next(one for one in form.iter("button"))
    assert first.get("name") is None
    assert first.get("type") == "submit"


def test_pressing_twice_stores_once(site: Site) -> None:
    client = site.client
    page = client.get("/en/everything")
    first, second = (resend(client, page, title="Once") for _ in range(2))
    assert path_of(first) == path_of(second) == "/en/stored/1"
    assert len(site.given) == 1


def test_pressing_twice_at_the_same_time_stores_once(site: Site) -> None:
    site.slow = 0.3
    client = site.client
    page = client.get("/en/everything")
    cookie = client.get_cookie("catalogue_form")
    assert cookie
    led: list[str] = []

    def press() -> None:
        other = site.client
        other.set_cookie("catalogue_form", cookie.value)
        led.append(path_of(resend(other, page)))

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert led == ["/en/stored/1"] * 3
    assert len(site.given) == 1


def test_going_back_and_correcting_stores_the_correction(site: Site) -> None:
    client = site.client
    page = client.get("/en/everything")
    assert path_of(resend(client, page, title="First")) == "/en/stored/1"
    assert path_of(resend(client, page, title="Second")) == "/en/stored/2"
    assert [one["title"] for one in site.given] == ["First", "Second"]


def test_a_refused_form_may_be_sent_again_unchanged(site: Site) -> None:
    client = site.client
    page = client.get("/en/everything")
    site.raises = Rejected()
    assert resend(client, page).status_code == 422
    site.raises = None
    assert path_of(resend(client, page)) == "/en/stored/1"


def test_who_was_overtaken_sees_what_is_stored_beside_what_they_typed(site: Site) -> None:
    site.stored, site.revision = FULL, 3
    client = site.client
    page = client.get("/en/everything")
    site.stored = {**FULL, "title": "Theirs", "uses": ["read"], "cost": "1"}
    site.revision = 4
    site.raises = EditConflict(type="thing", id="x")
    answer = resend(client, page, title="Mine")
    assert answer.status_code == 422
    again = typed_in(answer)
    assert (again["title"], again["_revision"]) == ("Mine", "4")
    said = text_of(answer)
    assert "This was changed meanwhile, in another window or by somebody else" in said
    assert "Stored now: Theirs" in said
    assert "Stored now: Read" in said
    assert said.count("Stored now") == 3


def test_a_form_that_came_too_late_is_shown_again(keeping: Site) -> None:
    client = keeping.client
    page = send_page = client.get("/en/everything")
    client.delete_cookie("catalogue_form")
    answer = resend(client, send_page, title="A long text")
    assert answer.status_code == 200
    assert "open for so long" in text_of(answer)
    assert typed_in(answer)["title"] == "A long text"
    assert keeping.given == []
    assert typed_in(answer)["csrf_token"] != typed_in(page)["csrf_token"]
    assert path_of(resend(client, answer)) == "/en/stored/1"
    assert keeping.given[0]["title"] == "A long text"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_what_another_site_sends_is_not_shown(keeping: Site, headers: dict[str, str]) -> None:
    answer = keeping.client.post("/en/everything", data={"title": "Sly"}, headers=headers)
    assert answer.status_code == 400
    assert "Sly" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_what_a_page_of_ours_sends_is_shown(keeping: Site, headers: dict[str, str]) -> None:
    answer = keeping.client.post("/en/everything", data={"title": "Mine"}, headers=headers)
    assert answer.status_code == 200
    assert typed_in(answer)["title"] == "Mine"
    assert keeping.given == []


def test_a_page_that_does_not_keep_refuses_what_comes_too_late(site: Site) -> None:
    assert site.client.post("/en/everything", data={"title": "x"}).status_code == 400
    assert site.given == []


def test_the_same_in_french(home: Path) -> None:
    site = Site(home)
    site.raises = InvalidRecord([FieldError(("cost",), "not_a_number")])
    site.app.add_url_rule("/fr/tout", "tout", site.view, methods=["GET", "POST"])
    answer = send(site.client, "/fr/tout")
    assert "Une correction à faire" in text_of(answer)
    assert "Cost\u00a0: doit être un nombre" in answer.get_data(as_text=True)
