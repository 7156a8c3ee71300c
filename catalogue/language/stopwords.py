"""Words that say nothing about what a text is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from stop_words import get_stop_words

from catalogue.domain.text import Language

from .tokens import words

_MEANT_HERE: Mapping[Language, str] = {
    "en": """
    act ai amount area areas auth bill board book books buy call caption case cases changes city
    computer copy course date detail early english face faces fact facts field fire goods gov group
    grouping groups help home homepage hr html http id index information interest interests
    invention keys law length line link links list member members microsoft mill ml move name net
    network news number numbers old older open opened opening opens order ordered ordering orders
    page pages parts place places point points problem problems public qa research results room
    rooms search section self service side site sites small sound state states stop support system
    test text time title tv value volume web webpage website week wells width word words work worked
    working works world year years young younger zero
    """,
    "fr": """
    essai etat force mine mot nom parole passe personne personnes piece point valeur voie
    """,
}
"""Words that a list of stop words may hold but that name things in this field."""

_EMPTY_TOO: Mapping[Language, str] = {
    "en": "",
    "fr": """
    afin ailleurs ainsi assez aucune aujourd auquel auxquelles auxquels beaucoup celle celles celui
    cependant certes chacun chacune davantage deja desormais desquelles desquels devait doivent
    duquel egalement enfin ensuite hui jamais laquelle lequel lesquelles lesquels leurs lorsque
    mieux notamment parfois peuvent plutot pourra pourraient pourrait pourront presque puisque quant
    quelque quelques quoi quoique rien sienne sinon souvent surtout tant tel telle telles toujours
    toute toutefois voire
    """,
}
"""Function words that the library's list lacks."""


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Stop words of a language, folded, as ``words`` gives them."""
    listed = {word for entry in get_stop_words(language) for word in words(entry)}
    return frozenset(
        (listed | set(_EMPTY_TOO[language].split())) - set(_MEANT_HERE[language].split())
    )
