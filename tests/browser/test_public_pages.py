"""The public pages as people with a browser use them."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import NARROW, WIDE, Opened

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

PAGES = {
    "home": "/{language}/",
    "results": "/{language}/?q=service",
    "filtered": "/{language}/?sort=name&capability=identity&lifecycle=retired&lifecycle=pilot",
    "nothing found": "/{language}/?q=zzqx&kind=api",
    "component": {"fr": "/fr/composantes/clef-civique", "en": "/en/components/clef-civique"},
    "history": {
        "fr": "/fr/composantes/clef-civique/historique",
        "en": "/en/components/clef-civique/history",
    },
    "missing": "/{language}/nothing",
}


def address(name: str, language: str) -> str:
    found = PAGES[name]
    return found[language] if isinstance(found, dict) else found.format(language=language)


def results(page: Any) -> list[str]:
    return list(page.locator(".result-name").all_inner_texts())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_excludes_nobody(
    reader: Opened, name: str, language: str, width: int, script: bool
) -> None:
    page = reader(address(name, language), width=width, script=script)
    assert page.locator("h1").count() == 1
    if not script:
        assert page.title().startswith(page.locator("h1").inner_text().strip())
        return
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("language", "words"), [("fr", "rendez-vous"), ("en", "appointments")])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_results_come_while_typing(reader: Opened, language: str, words: str, width: int) -> None:
    page = reader(f"/{language}/", width=width)
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
    page.locator(".language-switch").click()
    page.wait_for_url(f"**/{other}/?q={words}")
    assert len(results(page)) == len(found)


def test_filters_act_when_they_are_chosen(reader: Opened) -> None:
    page = reader("/en/?q=service")
    before = len(page.locator(".pages a").all()), page.locator("#heading").inner_text()
    page.get_by_role("checkbox", name="API").check()
    page.wait_for_url("**&kind=api")
    page.locator(".chosen", has_text="Kind: API").wait_for()
    assert page.locator("#heading").inner_text() != before[1]
    assert page.get_by_role("checkbox", name="API").is_checked()
    assert page.evaluate("document.activeElement.value") == "api"
    page.get_by_label("Sort by").select_option("name")
    page.wait_for_url("**sort=name**")
    page.locator("#results:not([aria-busy])").wait_for()
    assert results(page) == sorted(results(page), key=str.casefold)
    page.get_by_role("link", name="Kind: API").click()
    assert page.locator(".chosen").count() == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_same_without_a_script(reader: Opened, width: int) -> None:
    page = reader("/fr/", width=width, script=False)
    page.locator("#q").fill("permis")
    page.locator("#search button").click()
    page.wait_for_url("**?q=permis")
    before = page.locator("#heading").inner_text()
    page.get_by_role("checkbox", name="API").check()
    page.get_by_role("button", name="Appliquer les filtres").click()
    page.wait_for_url("**kind=api**")
    assert page.locator("#heading").inner_text() != before
    page.get_by_label("Trier par").select_option("name")
    page.get_by_role("button", name="Trier").click()
    page.wait_for_url("**sort=name**")
    page.locator(".result-name a").first.click()
    page.wait_for_url("**/fr/composantes/**")
    page.locator(".language-switch").click()
    page.wait_for_url("**/en/components/**")
    page.get_by_role("link", name="history").click()
    page.wait_for_url("**/history")


def test_the_keyboard_alone_gets_there(reader: Opened) -> None:
    page = reader("/en/components/clef-civique")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_leaving_and_coming_back_keeps_the_search(reader: Opened) -> None:
    page = reader("/en/")
    page.locator("#q").fill("permits")
    page.locator("#heading", has_text="permits").wait_for()
    page.locator(".result-name a").first.click()
    page.wait_for_url("**/components/**")
    page.go_back()
    page.locator("#heading", has_text="permits").wait_for()
    assert page.locator("#q").input_value() == "permits"
    assert results(page)
