"""Which of the two languages a text is written in."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from catalogue.domain.text import LANGUAGES, Language


@cache
def _identifier() -> Any:  # the library is untyped
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def guess_language(text: str, default: Language = "fr") -> Language:
    """French or English; the default where the text holds no letter to go by."""
    if not any(character.isalpha() for character in text):
        return default
    return cast(Language, _identifier().classify(text)[0])
