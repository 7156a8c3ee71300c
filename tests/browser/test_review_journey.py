"""A reviewer judges and decides, an administrator invites: in both languages, in several ways."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.taking_in import take_in
from catalogue.services.workspace import opened
from catalogue.web.application import create_app
from catalogue.web.settings import Settings

from .conftest import NARROW, WIDE, serving

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "demonstration-2018"  # noqa: S105 - the demonstration's, which everybody may know
SIGN_IN = {"fr": "/fr/connexion", "en": "/en/sign-in"}
QUEUE = {"fr": "/fr/examens", "en": "/en/reviews"}
PEOPLE = {"fr": "/fr/personnes/ajouter", "en": "/en/people/add"}

Enter = Callable[..., Any]

both_languages = pytest.mark.parametrize("language", ["fr", "en"])
both_ways = pytest.mark.parametrize(
    ("script", "width"),
    [(True, WIDE), (True, NARROW), (False, NARROW)],
    ids=["wide", "phone", "bare"],
)


@pytest.fixture(scope="module")
def site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration with its proposals checked, served; anything may be done to it."""
    home = tmp_path_factory.mktemp("reviewing") / "home"
    shutil.copytree(sample_home, home)
    with opened(home) as workspace:
        found_demo_accounts(workspace)
        take_in(COMMAND_LINE, workspace)
    yield from serving(create_app(Settings(home)))


@pytest.fixture
def enter(browser: Any, site: str) -> Iterator[Enter]:
    """Signs somebody in by keyboard: ``enter("thomas", "fr", script=True, width=390)``."""
    contexts = []

    def come(name: str, language: str, *, script: bool, width: int) -> Any:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(SIGN_IN[language])
        page.locator("#field-email").focus()
        page.keyboard.type(f"{name}@demo.example")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.locator(".sign-out").wait_for()
        return page

    yield come
    for context in contexts:
        context.close()


def look(page: Any, script: bool) -> None:
    """Nobody is kept out of the page, it fits, and its title begins with its heading."""
    page.wait_for_load_state("load")
    assert page.locator("h1").count() == 1
    assert page.title().startswith(page.locator("h1").inner_text().strip())
    if script:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = axe.Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()


@both_languages
@both_ways
def test_a_reviewer_judges_speaks_and_decides(
    enter: Enter, language: str, script: bool, width: int
) -> None:
    page = enter("thomas", language, script=script, width=width)
    page.goto(QUEUE[language])
    look(page, script)
    title = page.locator(".queue h2 a").first.inner_text()
    with page.expect_navigation():
        page.locator(".queue h2 a").first.click()
    assert page.locator("h1").inner_text() == title
    look(page, script)
    case = page.url
    with page.expect_navigation():
        page.locator(".match a.onward").first.click()
    look(page, script)
    page.locator("#field-label-2").check()
    page.locator("#field-note").fill("The same counters.")
    page.locator("main form .form-end .btn-primary").click()
    page.locator(".verdict").first.wait_for()
    assert page.url.startswith(case)
    page.locator("#field-text").fill("Who was asked at the city?")
    page.locator("#discussion .form-end .btn-primary").click()
    page.locator(".discussion", has_text="Who was asked").wait_for()
    with page.expect_navigation():
        page.locator(".buttons a.btn-primary").click()
    look(page, script)
    page.locator("main form .form-end .btn-primary").click()
    page.locator("#form-summary").wait_for()
    look(page, script)
    page.locator("#field-ruling-5").check()
    page.locator("#field-reason").fill("It exists already.")
    page.locator("main form .form-end .btn-primary").click()
    page.locator(".decision", has_text="It exists already.").wait_for()
    look(page, script)
    page.goto(QUEUE[language])
    assert title not in page.locator(".queue h2").all_inner_texts()


@both_languages
@both_ways
def test_an_administrator_invites_somebody(
    enter: Enter, language: str, script: bool, width: int
) -> None:
    page = enter("rowan", language, script=script, width=width)
    page.goto(PEOPLE[language])
    look(page, script)
    page.locator("main form .form-end .btn-primary").click()
    page.locator("#form-summary").wait_for()
    look(page, script)
    name = f"Zoé {language} {width} {script}"
    page.locator("#field-name").fill(name)
    page.locator("#field-email").fill(f"zoe-{language}-{width}-{script}@ville.example".lower())
    page.locator("#field-roles-1").check()
    page.locator("#field-language-1").check()
    page.locator("main form .form-end .btn-primary").click()
    page.locator("h1", has_text=name).wait_for()
    look(page, script)
    page.locator(".notice form button").last.click()
    page.locator(".handed").wait_for()
    assert "/mot-de-passe/" in page.locator(".handed").inner_text()
    look(page, script)
