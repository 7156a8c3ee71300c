"""Words that say nothing about what a text is about."""

from __future__ import annotations

from functools import cache

from stop_words import get_stop_words

from catalogue.domain.text import Language

from .folding import fold

_MEANT_HERE = frozenset(
    """
    act amount area areas bill board book books case cases city computer course detail
    english fact facts field fire group groups home index information interest
    invention law length line link links list member members mill name net network news
    number numbers open opened opening order ordered ordering orders page pages part parts
    place places point points problem problems public research room rooms search second section
    service side site sites sound state states support system test text time title volume web
    website week width word words work working works world year years
    """.split()  # noqa: SIM905 - as a list it would be ten times as long
)
"""Words that the library counts as stop words but that name things in this field."""


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Stop words of a language, folded."""
    listed = {fold(word) for word in get_stop_words(language)}
    return frozenset(word for word in listed if word.isalpha()) - _MEANT_HERE
