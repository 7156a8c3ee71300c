"""Somebody in front of a browser: in a language, at a width, with or without scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.text import Language
from catalogue.web.addresses import FRENCH

from .hands import Hands, Keyboard, Pointer

axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
VIOLATIONS = "async options => (await axe.run(document, options)).violations"

SEEN = """() => ({
  headings: [...document.querySelectorAll("h1")].map(one => one.innerText.trim()),
  title: document.title,
  language: document.documentElement.lang,
  width: document.documentElement.scrollWidth,
})"""
"""What a look takes in of a page, all at once."""

PASSWORD = "demonstration-2018"  # noqa: S105 - the demonstration's, which everybody may know


@dataclass(frozen=True)
class Way:
    """How a browser is used. ``width`` is in pixels."""

    name: str
    width: int
    script: bool = True
    keyboard: bool = False


WIDE = Way("wide", 1280)
PHONE = Way("phone", 390)
SMALL = Way("small", 320)
"""What 1280 pixels are at four times the size: nothing may need scrolling aside."""
BARE = Way("bare", 390, script=False)
BARE_WIDE = Way("bare-wide", 1280, script=False)
KEYS = Way("keys", 1280, keyboard=True)


class Visitor:
    """A page and who acts on it."""

    def __init__(self, page: Any, language: Language, way: Way) -> None:
        self.page, self.language, self.way = page, language, way
        self.hands: Hands = Keyboard(page) if way.keyboard else Pointer()

    def go(self, rule: str) -> None:
        """To an address that is given as in English, without its language."""
        self.page.goto(address(rule, self.language))

    def see(self, selector: str, **options: Any) -> Any:
        """What is meant on the page: the first of its kind. ``options`` are those of locators."""
        return self.page.locator(selector, **options).first

    def follow(self, selector: str, **options: Any) -> None:
        """Press a link or a button, and wait for the page that it leads to."""
        link = self.see(selector, **options)
        with self.page.expect_navigation():
            self.hands.press(link)

    def press(self, selector: str, **options: Any) -> None:
        self.hands.press(self.see(selector, **options))

    def write(self, selector: str, text: str) -> None:
        self.hands.write(self.see(selector), text)

    def choose(self, selector: str) -> None:
        self.hands.choose(self.see(selector))

    def pick(self, selector: str, value: str) -> None:
        self.hands.pick(self.see(selector), value)

    def attach(self, selector: str, file: Path) -> None:
        self.hands.attach(self.see(selector), file)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """On the page to do so."""
        self.write("#field-email", email)
        self.write("#field-password", password)
        self.follow("main .form-end .btn-primary")
        self.see(".sign-out").wait_for()

    def look(self) -> None:
        """The page fits, its title begins with its only heading, and it keeps nobody out.

        Axe runs where the way has scripts; once a page is enough, so not by keyboard again.
        """
        self.page.wait_for_load_state()
        seen = self.page.evaluate(SEEN)
        assert len(seen["headings"]) == 1, self.page.url
        assert seen["title"].startswith(seen["headings"][0])
        assert seen["language"] == self.language
        assert seen["width"] <= self.way.width
        if self.way.script and not self.way.keyboard:
            assert not barriers(self.page), f"{self.page.url}: {barriers(self.page)}"


def barriers(page: Any) -> str:
    """What axe finds on a page, told for people; empty where it finds nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, AXE)
    return axe.AxeResults({"violations": found}).generate_report() if found else ""


Enter = Callable[..., Visitor]
"""``enter(rule, language, way, person)``: a visitor at an address; ``person`` is signed in."""


def address(rule: str, language: Language) -> str:
    """An address of the site, given as in English and without its language."""
    path, mark, query = rule.partition("?")
    words = path.split("/")
    if language == "fr":
        words = [FRENCH.get(word, word) for word in words]
    return f"/{language}{'/'.join(words)}{mark}{query}"
