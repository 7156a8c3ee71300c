from __future__ import annotations

import shutil
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from catalogue.domain.text import Language
from catalogue.web.application import create_app
from catalogue.web.settings import Settings
from tests.homes import Mould

from .visiting import WIDE, Enter, Visitor, Way

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The first is the same without windows, at less than half the work."""

PATIENCE = 60_000
"""Milliseconds until something that should come counts as missing."""

EXPECTED = ("status of 404", "status of 422")
"""Said in the console of pages that tell what is missing or wrong, as they should."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; who wants a page asks ``enter`` for it."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with playwright_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(checked_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration, one a worker. Anything may be done to it."""
    home = checked_mould.cast(tmp_path_factory.mktemp("site") / "home")
    yield from serving(create_app(Settings(home)))


def serving(app: Flask) -> Iterator[str]:
    """The address of an application that is served while the fixture lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def _signed_in() -> dict[str, Any]:
    """What the browser of each person holds who signed in once."""
    return {}


@pytest.fixture
def enter(browser: Any, site: str, _signed_in: dict[str, Any]) -> Iterator[Enter]:
    """Lets visitors in, each with a browser of their own; errors in a console fail the test."""
    contexts, errors = [], []

    def open_page(language: Language, way: Way, cookies: Any = None) -> Visitor:
        context = browser.new_context(
            base_url=site,
            viewport={"width": way.width, "height": 900},
            java_script_enabled=way.script,
            storage_state=cookies,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return Visitor(page, language, way)

    def sign_in(visitor: Visitor, person: str) -> None:
        visitor.go("/sign-in")
        visitor.sign_in(f"{person}@demo.example")

    def come(rule: str, language: Language, way: Way = WIDE, person: str | None = None) -> Visitor:
        if person and not way.keyboard and person not in _signed_in:
            first = open_page(language, way)
            sign_in(first, person)
            _signed_in[person] = first.page.context.storage_state()
        visitor = open_page(language, way, _signed_in.get(person) if not way.keyboard else None)
        if person and way.keyboard:
            sign_in(visitor, person)
        visitor.go(rule)
        return visitor

    yield come
    for context in contexts:
        context.close()
    assert [said for said in errors if not any(words in said for words in EXPECTED)] == []
