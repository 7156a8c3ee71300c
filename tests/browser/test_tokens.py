"""Somebody lets other software ask in their name, in a browser."""

from __future__ import annotations

import pytest

from catalogue.domain.text import Language

from .visiting import BARE, PHONE, WIDE, Enter, Way


@pytest.mark.parametrize("way", [WIDE, PHONE, BARE], ids=lambda way: way.name)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_token_is_made_shown_once_and_revoked(enter: Enter, language: Language, way: Way) -> None:
    maude = enter("/account/tokens", language, way, "maude")
    maude.follow("main .form-end .btn-primary")
    maude.look()
    maude.write("#field-name", "Pipeline")
    maude.follow("main .form-end .btn-primary")
    maude.look()
    assert maude.see(".handed").inner_text().startswith("cat_")
    maude.follow("main .onward")
    maude.look()
    maude.follow("main .list .btn-outline-danger")
    assert maude.see("main .stage-retired").count() > 0
    maude.look()
