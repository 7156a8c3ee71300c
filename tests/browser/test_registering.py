"""Architects register and keep up components: what no journey comes past."""

from __future__ import annotations

import pytest

from catalogue.domain.text import Language

from .visiting import BARE_WIDE, PHONE, WIDE, Enter, Way

NEED = (
    "Les citoyens choisissent une plage libre à un comptoir, reçoivent un rappel et peuvent annuler"
    " leur rendez-vous."
)
"""Unlike what the journeys register, which would stand among the likenesses."""


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
    ines.write("[name='name.fr']", "Rendez-vous aux comptoirs")
    ines.write("[name='summary.fr']", NEED)
    ines.follow("main .form-end .btn-primary")
    names = ines.page.locator(".alike h3").all_inner_texts()
    at = next(number for number, name in enumerate(names) if name.startswith("Rendez-vous public"))
    ines.choose(f"[name='alike-{at}.answer'][value=same]")
    ines.follow(".alike .btn-primary")
    assert ines.page.url.endswith("/composantes/rendez-vous-public")
    assert "Rien n’a été inscrit" in ines.see(".flash").inner_text()
