"""A sponsor answers what exists already, submits, and follows, with a keyboard and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.workspace import opened
from catalogue.web.application import create_app
from catalogue.web.settings import Settings

from .conftest import NARROW, WIDE, serving

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = "/en/proposals/p-B15/check"


@pytest.fixture
def site(sample_copy: Path) -> Iterator[str]:
    """The sample with the demonstration's accounts, served; anything may be done to it."""
    with opened(sample_copy) as workspace:
        found_demo_accounts(workspace)
    yield from serving(create_app(Settings(sample_copy)))


@pytest.fixture(params=[WIDE, NARROW])
def page(request: pytest.FixtureRequest, browser: Any, site: str) -> Iterator[Any]:
    """A browser's page in which the demonstration's sponsor is signed in."""
    viewport = {"width": request.param, "height": 900}
    context = browser.new_context(base_url=site, viewport=viewport)
    found = context.new_page()
    errors: list[str] = []
    found.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    found.goto("/en/sign-in")
    found.get_by_label("E-mail address").fill("maude@demo.example")
    found.get_by_label("Password").fill("demonstration-2018")
    found.keyboard.press("Enter")
    found.get_by_role("button", name="Sign out").wait_for()
    yield found
    context.close()
    assert [error for error in errors if "422" not in error] == []


def look(page: Any) -> None:
    """Nobody is kept out of the page, and it fits."""
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_warning_is_answered_and_the_proposal_followed(page: Any) -> None:
    page.goto(CHECK)
    look(page)
    page.get_by_role("button", name="Submit the proposal").click()
    page.locator("#form-summary:focus").wait_for()
    look(page)
    page.locator("#form-summary a").first.click()
    waiting = page.get_by_role("link", name="Compare and answer")
    first = True
    while waiting.count():
        waiting.first.click()
        page.get_by_role("heading", name="What differs").wait_for()
        page.get_by_label("It does not suit us").check()
        if first:
            look(page)
            page.get_by_role("button", name="Keep this answer").click()
            look(page)
            assert page.get_by_label("It does not suit us").is_checked()
        page.get_by_label("Reason").select_option("law")
        page.get_by_label("In your own words").fill("Our by-law asks for another way.")
        page.get_by_role("button", name="Keep this answer").click()
        page.get_by_text("Your answer is kept").wait_for()
        first = False
    assert not first
    page.get_by_role("button", name="Submit the proposal").dblclick()
    page.get_by_role("heading", name="Your proposal is submitted").wait_for()
    look(page)
    page.get_by_role("link", name="Follow the proposal").click()
    page.get_by_label("Your message").fill("We met the owner in May.")
    page.get_by_role("button", name="Send the message").click()
    page.get_by_text("We met the owner in May.").wait_for()
    look(page)
    page.get_by_role("link", name="See the evidence side by side").first.click()
    page.get_by_role("heading", name="Both texts").wait_for()
    look(page)
