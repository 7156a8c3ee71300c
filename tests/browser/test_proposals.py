"""A sponsor writes a proposal in a browser: what no journey comes past."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.text import Language

from .visiting import PHONE, WIDE, Enter, Visitor, Way

NEED = (
    "Citizens choose a free time slot at a municipal counter, get a reminder by text message"
    " and can cancel or move the appointment themselves."
)
SEND = "main .form-end .btn-primary"


def begin(maude: Visitor) -> str:
    """Begin a draft; where its answers are comes back."""
    maude.write("#field-title", "Appointments at counters")
    maude.write("#field-description", NEED)
    maude.follow(SEND)
    return str(maude.page.url.rpartition("/")[0])


def asked_on_leaving(maude: Visitor) -> list[str]:
    """What the browser asks from now on, each time answered by staying."""
    asked: list[str] = []
    maude.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    return asked


def leave_by(maude: Visitor, selector: str) -> None:
    """Press a link until the browser asks whether to leave."""
    with maude.page.expect_event("dialog"):
        maude.see(selector).click(no_wait_after=True)


@pytest.mark.parametrize("way", [WIDE, PHONE], ids=lambda way: way.name)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_to_set_a_draft_aside_excludes_nobody(
    enter: Enter, language: Language, way: Way
) -> None:
    maude = enter("/proposals/add", language, way, "maude")
    maude.page.goto(begin(maude))
    maude.follow("a.danger")
    maude.look()


@pytest.mark.parametrize("way", [WIDE, PHONE], ids=lambda way: way.name)
def test_what_exists_already_comes_while_typing(enter: Enter, way: Way) -> None:
    page = enter("/proposals/add", "en", way, "maude").page
    page.locator("#field-title").press_sequentially("Appointments at counters")
    page.fill("#field-description", NEED)
    page.locator("#advice .hints a", has_text="Public Appointments").wait_for()
    assert "in the catalogue resemble" in page.locator("#advice-said").text_content()
    assert page.locator("#advice .ask").is_hidden()
    assert page.locator("#advice-pointer").is_visible() == (way == PHONE)
    page.fill("#field-title", "Zeppelin")
    page.fill("#field-description", "Zeppelin")
    page.locator("#advice-found", has_text="Nothing in the catalogue").wait_for()
    assert "in the catalogue resemble" not in page.locator("#advice-pointer").text_content()


def test_a_look_that_failed_is_tried_again_by_itself(enter: Enter) -> None:
    maude = enter("/proposals/add", "en", WIDE, "maude")
    failed = '<p class="advice-failed">It could not be checked.</p>'
    answered: list[str] = []

    def answer(route: Any) -> None:
        answered.append(route.request.url)
        if len(answered) < 3:
            route.fulfill(body=failed, content_type="text/html")
        else:
            route.continue_()

    maude.page.route("**/proposals/advice", answer)
    maude.write("#field-title", "Appointments at counters")
    maude.page.locator("#advice .advice-failed").wait_for()
    maude.page.locator("#advice .hints a", has_text="Public Appointments").wait_for()
    assert len(answered) == 3


def test_who_leaves_without_saving_is_asked_first(enter: Enter) -> None:
    maude = enter("/proposals/add", "en", WIDE, "maude")
    asked = asked_on_leaving(maude)
    maude.page.locator("#field-title").press_sequentially("Appointments")
    leave_by(maude, "main .form-back")
    assert maude.page.input_value("#field-title") == "Appointments"
    maude.follow(SEND)
    assert maude.page.url.endswith("/context")
    assert asked == ["beforeunload"]


def test_words_beside_a_new_row_are_not_left_behind_either(enter: Enter) -> None:
    maude = enter("/proposals/add", "en", WIDE, "maude")
    maude.page.goto(f"{begin(maude)}/costs")
    asked = asked_on_leaving(maude)
    maude.write("#field-costs-0-build", "5")
    maude.press("button", has_text="Add a fiscal year")
    maude.see("#field-costs-1-build").wait_for()
    leave_by(maude, ".stations a")
    assert asked == ["beforeunload"]
    assert maude.page.input_value("#field-costs-0-build") == "5"


def test_the_back_button_leads_to_what_was_saved(enter: Enter) -> None:
    maude = enter("/proposals/add", "en", WIDE, "maude")
    begin(maude)
    maude.write("#field-problem", "Queues")
    maude.follow(SEND)
    assert maude.page.url.endswith("/capabilities")
    maude.page.go_back()
    maude.page.wait_for_url("**/context")
    maude.page.wait_for_load_state()
    assert maude.page.input_value("#field-problem") == "Queues"
    maude.write("#field-problem", "Long queues")
    maude.follow(SEND)
    assert maude.page.url.endswith("/capabilities")
