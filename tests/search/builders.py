"""Records for tests of search, with no more in them than a test says."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from catalogue.domain.component import Component
from catalogue.search.find import find
from catalogue.search.index import Record, TextIndex


def component(component_id: str, **fields: Any) -> Component:
    said = {"name": {"en": "Register"}, "summary": {"en": "Kept for all"}}
    return Component.model_validate({"id": component_id, **said, **fields})


def built(folder: Path, records: Iterable[Record], database: str = "db") -> TextIndex:
    index = TextIndex(folder, database)
    with index.writing():
        index.rebuild(records)
    return index


def ids(index: TextIndex, text: str, **options: Any) -> list[str]:
    with index.searching() as searcher:
        return [hit.record_id for hit in find(searcher, text, **options)]
