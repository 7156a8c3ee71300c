"""All components at a glance: what they are sorted, counted and filtered by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.domain.text import Language


class Glance(NamedTuple):
    """One component; ``names`` by language, times as sortable text."""

    id: str
    kind: str
    owner: str | None
    lifecycle: str
    eligibility: list[str]
    capabilities: list[str]
    names: dict[str, str]
    languages: list[str]
    uses: int
    created_at: str
    updated_at: str


_GLANCES = """
SELECT id, kind, owner, lifecycle,
    json_extract(document, '$.eligibility'), json_extract(document, '$.capabilities'),
    json_extract(document, '$.name.fr'), json_extract(document, '$.name.en'),
    json_extract(document, '$.name.fr', '$.summary.fr', '$.description.fr'),
    json_extract(document, '$.name.en', '$.summary.en', '$.description.en'),
    json_array_length(document, '$.used_by'), created_at, updated_at
FROM component ORDER BY id
"""
_SILENT = "[null,null,null]"
"""What SQLite makes of three texts that are missing."""


def version(db: Database) -> int:
    """A number that grows with every change of a component."""
    # The plus sign keeps SQLite from the index, which would have it read every revision.
    row = db.execute(
        "SELECT rowid FROM revision WHERE +record_type = 'component' ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return int(row[0]) if row else 0


def glances(db: Database) -> Iterator[Glance]:
    """Every component, in the order of identifiers."""
    return (_glance(*row) for row in db.execute(_GLANCES))


def _glance(*row: Any) -> Glance:
    component, kind, owner, lifecycle, eligibility, capabilities, *rest = row
    name_fr, name_en, french, english, uses, created, updated = rest
    names = {"fr": name_fr, "en": name_en}
    return Glance(
        component,
        kind,
        owner,
        lifecycle,
        json.loads(eligibility),
        json.loads(capabilities),
        {language: name for language, name in names.items() if name},
        [language for language, said in (("fr", french), ("en", english)) if said != _SILENT],
        uses or 0,
        created,
        updated,
    )


_SAID = """
SELECT id,
    json_extract(document, '$.name.fr', '$.name.en', '$.summary.fr', '$.summary.en',
        '$.description.fr', '$.description.en', '$.aliases', '$.acronyms',
        '$.features.fr', '$.features.en', '$.keywords.fr', '$.keywords.en'),
    lifecycle, json_extract(document, '$.verified_on')
FROM component ORDER BY id
"""
_CALLED = (0, 1, 6, 7)
"""Where among these texts the names, aliases and acronyms stand."""


class Said(NamedTuple):
    """All that one component says in words, its lifecycle, and the day it was last confirmed.

    ``names`` are what it is called in each language, aliases and acronyms in both;
    they stand among its ``texts`` too.
    """

    id: str
    texts: list[str]
    names: Mapping[Language, list[str]]
    lifecycle: str
    verified_on: str | None


def said(db: Database) -> Iterator[Said]:
    """What every component says, in the order of identifiers."""
    for component, said_there, lifecycle, verified in db.execute(_SAID):
        texts = json.loads(said_there)
        name_fr, name_en, aliases, acronyms = (texts[place] for place in _CALLED)
        names: Mapping[Language, list[str]] = {
            "fr": list(_flat([name_fr, aliases, acronyms])),
            "en": list(_flat([name_en, aliases, acronyms])),
        }
        yield Said(component, list(_flat(texts)), names, lifecycle, verified)


def _flat(texts: list[Any]) -> Iterator[str]:
    for text in texts:
        if isinstance(text, list):
            yield from _flat(text)
        elif text:
            yield text
