"""A sponsor writes a proposal in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.workspace import opened
from catalogue.web.application import create_app
from catalogue.web.settings import Settings

from .conftest import NARROW, WIDE, serving
from .test_public_pages import RULES, axe

ADD = {"en": "/en/proposals/add", "fr": "/fr/projets/ajouter"}
NEED = (
    "Citizens choose a free time slot at a municipal counter, get a reminder by text message"
    " and can cancel or move the appointment themselves."
)
STEPS = {
    "en": ("need", "context", "capabilities", "costs", "schedule"),
    "fr": ("besoin", "contexte", "capacites", "couts", "calendrier"),
}

Sponsor = Callable[..., Any]


@pytest.fixture(scope="module")
def own_site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the sample, which may be written in."""
    home = tmp_path_factory.mktemp("proposals") / "home"
    shutil.copytree(sample_home, home)
    with opened(home) as workspace:
        found_demo_accounts(workspace)
    yield from serving(create_app(Settings(home)))


@pytest.fixture
def sponsor(browser: Any, own_site: str) -> Iterator[Sponsor]:
    """Opens a page as a sponsor; errors in the browser's console fail the test."""
    contexts, errors = [], []

    def open_page(path: str, width: int = WIDE, script: bool = True) -> Any:
        context = browser.new_context(
            base_url=own_site,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/en/sign-in?as=maude@demo.example")
        page.locator("main .btn-primary").click()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def begin(page: Any) -> str:
    """Begin a draft on the page to do so; where its answers are comes back."""
    page.fill("#field-title", "Appointments at counters")
    page.fill("#field-description", NEED)
    page.locator("main .form-end .btn-primary").click()
    page.wait_for_url("**/context" if "/en/" in page.url else "**/contexte")
    return str(page.url.rpartition("/")[0])


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_fits_and_excludes_nobody(sponsor: Sponsor, language: str, width: int) -> None:
    page = sponsor(ADD[language], width=width)
    examine(page, width)
    answers = begin(page)
    draft = answers.rpartition("/")[0]
    put_away = f"{draft}/{'discard' if language == 'en' else 'mettre-de-cote'}"
    overview = ADD[language].rpartition("/")[0]
    steps = [f"{answers}/{step}" for step in STEPS[language]]
    for address in (*steps, answers, put_away, overview):
        page.goto(address)
        if page.locator("#advice").count():
            page.locator("#advice .hints").wait_for()
        for group in page.locator("details.group summary").all()[:2]:
            group.click()
        examine(page, width)
    page.goto(f"{answers}/{STEPS[language][3]}")
    page.fill("#field-estimated_cost", "much")
    page.locator("main .form-end .btn-primary").click()
    page.locator("#form-summary").wait_for()
    examine(page, width)


def examine(page: Any, width: int) -> None:
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_exists_already_comes_while_typing(sponsor: Sponsor, width: int) -> None:
    page = sponsor(ADD["en"], width=width)
    page.locator("#field-title").press_sequentially("Appointments at counters")
    page.fill("#field-description", NEED)
    page.locator("#advice .hints a", has_text="Public Appointments").wait_for()
    assert "in the catalogue resemble" in page.locator("#advice-said").text_content()
    assert page.locator("#advice .ask").is_hidden()
    assert page.locator("#advice-pointer").is_visible() == (width == NARROW)
    page.fill("#field-title", "Zeppelin")
    page.fill("#field-description", "Zeppelin")
    page.locator("#advice-found", has_text="Nothing in the catalogue").wait_for()
    assert "in the catalogue resemble" not in page.locator("#advice-pointer").text_content()


def test_without_a_script_a_button_shows_the_same(sponsor: Sponsor) -> None:
    page = sponsor(ADD["en"], script=False)
    page.fill("#field-description", NEED)
    page.locator("#advice .ask").click()
    page.locator("#advice .hints a", has_text="Public Appointments").wait_for()
    assert page.input_value("#field-description") == NEED


def test_who_leaves_without_saving_is_asked_first(sponsor: Sponsor) -> None:
    page = sponsor(ADD["en"])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#field-title").press_sequentially("Appointments")
    page.locator("main .form-back").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.input_value("#field-title") == "Appointments"
    page.locator("main .form-end .btn-primary").click()
    page.wait_for_url("**/context")
    assert asked == ["beforeunload"]


def test_words_beside_a_new_row_are_not_left_behind_either(sponsor: Sponsor) -> None:
    page = sponsor(ADD["en"])
    page.goto(f"{begin(page)}/costs")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.fill("#field-costs-0-build", "5")
    page.locator("button", has_text="Add a fiscal year").click()
    page.locator("#field-costs-1-build").wait_for()
    page.locator(".stations a").first.click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.input_value("#field-costs-0-build") == "5"


def test_the_back_button_leads_to_what_was_saved(sponsor: Sponsor) -> None:
    page = sponsor(ADD["en"])
    begin(page)
    page.fill("#field-problem", "Queues")
    page.locator("main .form-end .btn-primary").click()
    page.wait_for_url("**/capabilities")
    page.go_back()
    page.wait_for_url("**/context")
    page.wait_for_load_state()
    assert page.input_value("#field-problem") == "Queues"
    page.fill("#field-problem", "Long queues")
    page.locator("main .form-end .btn-primary").click()
    page.wait_for_url("**/capabilities")
