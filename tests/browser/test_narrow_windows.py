"""Pages in a window as narrow as they come."""

from __future__ import annotations

import pytest

from catalogue.domain.text import Language

from .visiting import SMALL, Enter

INELIGIBLE = ".match:has(.stage-retired) a.onward"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_to_be_scrolled_aside(enter: Enter, language: Language) -> None:
    thomas = enter("/reviews/p-A05", language, SMALL, "thomas")
    thomas.look()
    thomas.follow(INELIGIBLE)
    thomas.look()
    thomas.go("/proposals/p-A05/certificates/1")
    thomas.look()
    thomas.go("/proposals/p-A05")
    thomas.look()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_lists_of_an_administrator_fit_a_phone(enter: Enter, language: Language) -> None:
    rowan = enter("/people", language, SMALL, "rowan")
    for address in ("/people", "/public-bodies", "/vocabulary"):
        rowan.go(address)
        rowan.look()
        frame = rowan.see(".table-responsive")
        assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")
