from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from catalogue.domain.errors import CatalogueError
from catalogue.web import home as home_page
from catalogue.web.failures import STATUSES

from .builders import component
from .checking import Client
from .conftest import Site, application


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/fr/rien", "Page introuvable"),
        ("/en/nothing", "Page not found"),
        ("/fr/composantes/rien", "Page introuvable"),
        ("/en/components/nothing/history", "Page not found"),
        ("/en/components/nothing/export.json", "Page not found"),
        ("/favicon.ico", "Page introuvable"),
        ("/%00", "Page introuvable"),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(
    client: Client, address: str, heading: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert f"<h1>{heading}</h1>" in answer.get_data(as_text=True)


def test_elsewhere_the_browser_says_which_language(client: Client) -> None:
    answer = client.get("/nothing", headers={"Accept-Language": "en"})
    assert "Page not found" in answer.get_data(as_text=True)


@pytest.fixture
def app(home: Path) -> Flask:
    """An application with pages that fail in every way."""
    app = application(home)

    @app.post("/en/form")
    def form() -> str:
        return "stored"

    @app.get("/en/raises/<code>")
    def raises(code: str) -> str:
        error = CatalogueError()
        error.code = code  # type: ignore[misc]
        raise error

    @app.get("/fr/breaks")
    def breaks() -> str:
        raise RuntimeError("the roof leaks")

    return app


def test_a_form_without_its_token_is_refused(app: Flask) -> None:
    answer = app.test_client().post("/en/form", data={"title": "A long text"})
    assert answer.status_code == 400
    assert "This form has expired" in answer.get_data(as_text=True)
    assert "your browser still holds what you typed" in answer.get_data(as_text=True)


def test_a_wrong_method_is_said_and_the_right_one_named(app: Flask) -> None:
    answer = app.test_client().get("/en/form")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_large_a_request_is_refused(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = app.test_client().post("/en/form", data={"file": "x" * 2000})
    assert answer.status_code == 413
    assert "20 MB" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("code", "status"), [*STATUSES.items(), ("unheard_of", 500)])
def test_every_error_of_ours_has_its_status(app: Flask, code: str, status: int) -> None:
    assert app.test_client().get(f"/en/raises/{code}").status_code == status


def test_a_breakdown_has_a_reference_that_the_log_has_too(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get("/fr/breaks")
    page = answer.get_data(as_text=True)
    reference = re.search(r"<code>(\w+)</code>", page)
    assert answer.status_code == 500
    assert reference
    assert reference.group(1) in caplog.text
    assert "the roof leaks" in caplog.text
    assert "the roof leaks" not in page


def test_a_search_that_could_not_run_is_no_empty_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(CatalogueError):
        code = "index_unavailable"

    def fail(*_: Any) -> None:
        raise Busy

    client = site(component())
    monkeypatch.setattr(home_page, "find", fail)
    answer = client.get("/en/?q=booking")
    assert answer.status_code == 503
    assert "does not mean that nothing was found" in answer.get_data(as_text=True)


def test_a_closed_catalogue_shows_nothing(site: Site) -> None:
    client = site(component("booking"), closed=True)
    for rule in client.application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static"):
            continue
        if rule.endpoint.startswith(("signing.", "private_feeds.")):
            continue  # who may read comes in at the one, and has a secret address for the other
        address = re.sub("<[^>]*>", "1", rule.rule.replace("<component_id>", "booking"))
        answer = client.get(address)
        assert answer.status_code in (302, 401), address
        assert "Booking" not in answer.get_data(as_text=True)
