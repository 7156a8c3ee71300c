"""What every format in YAML does first: recognise its keys, and read its documents."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from .findings import Finding, Location, Reading, Severity, UnreadableFile
from .places import Place
from .source import decode, head_text
from .yaml_text import LARGEST, BadYaml, documents

ENDINGS = (".yml", ".yaml")
_KEY = re.compile(r"""^["']?([A-Za-z][\w-]*)["']?[ \t]*:(?=\s|$)""", re.MULTILINE)
_MEGABYTE = 1024 * 1024


def top_keys(head: bytes) -> set[str]:
    """The keys of the outermost mapping of a file that begins like this."""
    text = head_text(head)
    return set() if text.startswith(("{", "[")) else set(_KEY.findall(text))


def places_of(reading: Reading, content: bytes, path: Path) -> list[Place]:
    """The documents of a file that are YAML; what keeps it from being read is added to the reading.

    Raises UnreadableFile where it is too large or in no known encoding.
    """
    if len(content) > LARGEST:
        raise UnreadableFile("too_large", path=str(path), limit=LARGEST // _MEGABYTE)

    def spoiled(bad: BadYaml) -> None:
        reading.add(Finding(bad.location, "", bad.code, bad.params))

    found: list[Any] = []
    try:
        found += documents(decode(content, path), spoiled)
    except BadYaml as bad:
        spoiled(bad)
        return []
    return [Place(value, (), getattr(value, "line", 1)) for value in found]


def only_mappings(reading: Reading, places: Collection[Place]) -> list[Place]:
    """The documents that are mappings; any other is an error."""
    for place in places:
        if not isinstance(place.value, dict):
            reading.add(place.finding("not_an_object", Severity.error))
    if not places and not reading.left_out:
        reading.add(Finding(Location(line=1), "", "no_document"))
    return [place for place in places if isinstance(place.value, dict)]
