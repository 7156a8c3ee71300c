"""Records for tests of search, with no more in them than a test says."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from catalogue.domain.component import Component
from catalogue.domain.text import Language
from catalogue.search.find import find_alike
from catalogue.search.index import Record, TextIndex


def component(component_id: str, **fields: Any) -> Component:
    said = {"name": {"en": "Register"}, "summary": {"en": "Kept for all"}}
    return Component.model_validate({"id": component_id, **said, **fields})


def built(folder: Path, records: Iterable[Record], database: str = "db") -> TextIndex:
    index = TextIndex(folder, database)
    with index.writing():
        index.rebuild(records)
    return index


def ids(index: TextIndex, text: str, language: Language = "en", limit: int = 10) -> list[str]:
    """Identifiers of the records of any type that share telling words with the text."""
    with index.searching() as searcher:
        found = find_alike(searcher, text, language, limit)
    return [identifier for of_type in found.values() for identifier in of_type]
