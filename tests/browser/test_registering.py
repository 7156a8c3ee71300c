"""Architects register and keep up components: what no journey comes past."""

from __future__ import annotations

import pytest

from catalogue.domain.text import Language

from .visiting import BARE_WIDE, PHONE, WIDE, Enter, Way

LOGIN = "Un seul compte et une seule connexion aux services en ligne de tous les organismes."


@pytest.mark.parametrize("way", [WIDE, PHONE], ids=lambda way: way.name)
@pytest.mark.parametrize(
    ("rule", "language"),
    [
        ("/my-components?due=1", "en"),
        ("/components/clef-civique/edit", "en"),
        ("/components/clef-civique/retire", "fr"),
        ("/components/clef-civique", "en"),
    ],
)
def test_a_page_fits_and_excludes_nobody(
    enter: Enter, rule: str, language: Language, way: Way
) -> None:
    enter(rule, language, way, "ines").look()


@pytest.mark.parametrize("way", [WIDE, BARE_WIDE], ids=lambda way: way.name)
def test_who_says_that_it_is_the_same_is_taken_there(enter: Enter, way: Way) -> None:
    ines = enter("/components/add", "fr", way, "ines")
    ines.write("[name='name.fr']", "Connexion unique des citoyens")
    ines.write("[name='summary.fr']", LOGIN)
    ines.follow("main .form-end .btn-primary")
    names = ines.page.locator(".alike h3").all_inner_texts()
    at = next(number for number, name in enumerate(names) if name.startswith("Clef civique"))
    ines.choose(f"[name='alike-{at}.answer'][value=same]")
    ines.follow(".alike .btn-primary")
    assert ines.page.url.endswith("/composantes/clef-civique")
    assert "Rien n’a été inscrit" in ines.see(".flash").inner_text()
