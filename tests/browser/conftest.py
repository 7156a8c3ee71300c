from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from catalogue.web.application import create_app
from catalogue.web.settings import Settings

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = Path("/usr/bin/chromium")
WIDE, NARROW = 1280, 390

Opened = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; who wants a page asks ``reader`` for it."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with playwright_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


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
def sample_site(sample_home: Path) -> Iterator[str]:
    """The address of the sample, served. Shared: change nothing."""
    yield from serving(create_app(Settings(sample_home)))


@pytest.fixture
def reader(browser: Any, sample_site: str) -> Iterator[Opened]:
    """Opens a page of the sample in a browser of one's own; errors in its console fail the test.

    ``reader("/fr/", width=390, script=False)``
    """
    contexts, errors = [], []

    def open_page(path: str, width: int = WIDE, script: bool = True) -> Any:
        context = browser.new_context(
            base_url=sample_site,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [error for error in errors if "404" not in error] == []
