"""The public pages as people with a browser use them."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.text import Language

from .visiting import BARE, BARE_WIDE, PHONE, WIDE, Enter, Way, barriers

PAGES = {
    "home": "/",
    "filtered": "/?sort=name&capability=identity&lifecycle=retired&lifecycle=pilot",
    "nothing found": "/?q=zzqx&kind=api",
    "component": "/components/clef-civique",
    "developers": "/developers",
    "certificates": "/certificates",
}


def results(page: Any) -> list[str]:
    return list(page.locator(".result-name").all_inner_texts())


@pytest.mark.parametrize("way", [WIDE, PHONE, BARE, BARE_WIDE], ids=lambda way: way.name)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_excludes_nobody(
    enter: Enter, name: str, language: Language, way: Way
) -> None:
    enter(PAGES[name], language, way).look()


@pytest.mark.parametrize("way", [WIDE, PHONE], ids=lambda way: way.name)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_that_is_not_there_excludes_nobody(
    enter: Enter, language: Language, way: Way
) -> None:
    visitor = enter("/", language, way)
    visitor.page.goto(f"/{language}/nothing")
    visitor.look()


def test_what_excludes_somebody_would_be_noticed(enter: Enter) -> None:
    page = enter("/", "en").page
    assert barriers(page) == ""
    page.evaluate("document.querySelector('main').append(new Image(20, 20))")
    assert "image-alt" in barriers(page)


@pytest.mark.parametrize(("language", "words"), [("fr", "rendez-vous"), ("en", "appointments")])
@pytest.mark.parametrize("way", [WIDE, PHONE], ids=lambda way: way.name)
def test_results_come_while_typing(enter: Enter, language: Language, words: str, way: Way) -> None:
    page = enter("/", language, way).page
    box = page.locator("#q")
    box.press_sequentially(words)
    page.wait_for_url(f"**/{language}/?q={words}")
    page.locator("#heading", has_text=words).wait_for()
    found = results(page)
    assert found
    assert words in page.title()
    assert words in page.locator("#announcement").text_content()
    assert page.evaluate("document.activeElement.id") == "q"
    page.reload()
    assert results(page) == found
    other = "en" if language == "fr" else "fr"
    with page.expect_navigation(url=f"**/{other}/?q={words}"):
        page.locator(".language-switch").click()
    assert len(results(page)) == len(found)


def test_filters_act_when_they_are_chosen(enter: Enter) -> None:
    page = enter("/?q=service", "en").page
    before = page.locator("#heading").inner_text()
    page.get_by_role("checkbox", name="API").check()
    page.wait_for_url("**&kind=api")
    page.locator(".chosen", has_text="Kind: API").wait_for()
    assert page.locator("#heading").inner_text() != before
    assert page.get_by_role("checkbox", name="API").is_checked()
    assert page.evaluate("document.activeElement.value") == "api"
    page.get_by_label("Sort by").select_option("name")
    page.wait_for_url("**sort=name**")
    page.locator("#results:not([aria-busy])").wait_for()
    assert results(page) == sorted(results(page), key=str.casefold)
    with page.expect_navigation():
        page.get_by_role("link", name="Kind: API").click()
    assert page.locator(".chosen").count() == 0


@pytest.mark.parametrize("way", [BARE, BARE_WIDE], ids=lambda way: way.name)
def test_the_same_without_a_script(enter: Enter, way: Way) -> None:
    visitor = enter("/", "fr", way)
    page = visitor.page
    visitor.write("#q", "permis")
    visitor.follow("#search button")
    before = page.locator("#heading").inner_text()
    page.get_by_role("checkbox", name="API").check()
    visitor.follow(".filters button.apply")
    assert "kind=api" in page.url
    assert page.locator("#heading").inner_text() != before
    page.get_by_label("Trier par").select_option("name")
    visitor.follow(".sorting button.apply")
    assert "sort=name" in page.url
    visitor.follow(".result-name a")
    assert "/fr/composantes/" in page.url
    visitor.follow(".language-switch")
    assert "/en/components/" in page.url
    visitor.follow("a[href$='/history']")
    assert page.url.endswith("/history")


def test_the_keyboard_alone_gets_there(enter: Enter) -> None:
    page = enter("/components/clef-civique", "en").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_leaving_and_coming_back_keeps_the_search(enter: Enter) -> None:
    visitor = enter("/", "en")
    page = visitor.page
    visitor.write("#q", "permits")
    page.locator("#heading", has_text="permits").wait_for()
    visitor.follow(".result-name a")
    assert "/components/" in page.url
    page.go_back()
    page.locator("#heading", has_text="permits").wait_for()
    assert page.locator("#q").input_value() == "permits"
    assert results(page)
