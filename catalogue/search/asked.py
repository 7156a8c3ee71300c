"""What somebody typed into the search box, taken apart the way people know from the web.

Nothing that is typed is an error: what has no meaning as a sign is read as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIELDS = {
    "owner": "owner",
    "organisme": "owner",
    "kind": "kind",
    "type": "kind",
    "genre": "kind",
    "capability": "capability",
    "capacite": "capability",
    "capacité": "capability",
    "lifecycle": "lifecycle",
    "etat": "lifecycle",
    "état": "lifecycle",
    "lang": "lang",
    "langue": "lang",
}
"""Names of fields in either language, and the facet that each asks."""

VALUES = {
    "plateforme": "platform",
    "logiciel": "software",
    "jeu de donnees ou registre": "dataset",
    "dataset or register": "dataset",
    "donnees": "dataset",
    "registre": "dataset",
    "register": "dataset",
    "norme": "standard",
    "vehicule contractuel": "contract",
    "contract vehicle": "contract",
    "contrat": "contract",
    "prevue": "planned",
    "en projet pilote": "pilot",
    "pilote": "pilot",
    "offerte": "available",
    "disponible": "available",
    "en fin de vie": "deprecated",
    "retiree": "retired",
    "francais": "fr",
    "french": "fr",
    "anglais": "en",
    "english": "en",
}
"""Names, folded, by which people call a value of a field otherwise than records do."""

LONGEST = 2_000
"""Characters that are read; nobody types more by hand."""

MOST_SIGNED = 15
"""Words up to which signs are read. Somebody who pastes a paragraph means its quotation marks,
dashes and colons as the text does."""

_PIECE = re.compile(
    r"(?P<minus>(?<![^\s(])-)?(?:(?P<field>[^\W\d_]+):)?"
    r'(?:"(?P<phrase>[^"]*)"|«\s*(?P<quoted>[^»]*?)\s*»|(?P<word>[^\s"«»]+))'
)
_OR = frozenset({"OR", "OU", "|"})
_AND = frozenset({"AND", "ET", "&"})


@dataclass(frozen=True)
class Asked:
    """A search taken apart.

    ``words`` is what is looked for, free words and phrases alike; ``phrases``
    are groups, of each of which one expression has to stand in a text as it
    is; ``without`` words and expressions that must not; ``fields`` pairs of a
    facet and what its value is called. ``open_word`` is the last word where
    somebody may still be typing it.
    """

    words: str
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    open_word: str = ""


def take_apart(typed: str) -> Asked:
    """The parts of what was typed; any text is understood."""
    text = typed[:LONGEST]
    if len(text.split()) > MOST_SIGNED:
        return Asked(text)
    free: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    fields: list[tuple[str, str]] = []
    either = after_phrase = False
    pieces = list(_PIECE.finditer(text))
    for piece in pieces:
        phrase = piece["phrase"] if piece["phrase"] is not None else piece["quoted"]
        said = (phrase if phrase is not None else piece["word"] or "").strip()
        facet = FIELDS.get((piece["field"] or "").casefold())
        if said in _OR | _AND and not (piece["minus"] or piece["field"] or phrase is not None):
            either = said in _OR
            continue
        if not any(character.isalnum() for character in said):
            either = after_phrase = False
            continue
        if facet and not piece["minus"]:
            fields.append((facet, said))
        elif piece["minus"]:
            without.append(said)
        else:
            spoken = f"{piece['field']} {said}" if piece["field"] else said
            free.append(spoken)
            if phrase is not None:
                group = (*phrases.pop(), spoken) if either and after_phrase else (spoken,)
                phrases.append(group)
            after_phrase = phrase is not None
            either = False
            continue
        either = after_phrase = False
    open_word = _open(pieces[-1], text) if pieces and free else ""
    if not free and not fields:
        # Nothing is looked for: what was to be left out is looked for instead.
        return Asked(" ".join(without), open_word="")
    return Asked(" ".join(free), tuple(phrases), tuple(without), tuple(fields), open_word)


def _open(last: re.Match[str], text: str) -> str:
    """The last word where nothing closes it."""
    signed = last["word"] is None or last["minus"] or last["field"]
    return "" if signed or last.end() < len(text) else last["word"]
