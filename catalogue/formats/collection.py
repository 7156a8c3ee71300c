"""Test collections for search: documents, questions, and which documents answer them.

A folder with ``corpus.jsonl`` and ``queries.jsonl`` (``_id``, ``title``,
``text``) and ``qrels.tsv`` (a head, then query, document and grade), as the
BEIR benchmark lays them out (Thakur et al., 2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.domain.errors import CatalogueError

from .json_text import BadJson, parse
from .source import decode, read_bytes


class BadCollection(CatalogueError):
    """A line of a test collection cannot be used: ``path``, ``line`` and what is ``wanted``."""

    code = "bad_collection"


@dataclass(frozen=True)
class Text:
    """A document or a question; a question has no title."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Collection:
    """Documents, questions that have an answer, and each answer's grade (1 and more)."""

    documents: Sequence[Text]
    questions: Sequence[Text]
    grades: Mapping[str, Mapping[str, int]]


def read_collection(folder: Path) -> Collection:
    """The collection in a folder; questions without an answer in it are left out.

    Raises UnreadableFile and BadCollection.
    """
    documents = list(_texts(folder / "corpus.jsonl"))
    held = {document.id for document in documents}
    grades: dict[str, dict[str, int]] = {}
    for question, document, grade in _judgments(folder / "qrels.tsv"):
        if document in held and grade > 0:
            grades.setdefault(question, {})[document] = grade
    questions = [one for one in _texts(folder / "queries.jsonl") if one.id in grades]
    if not questions:
        raise BadCollection(path=str(folder / "qrels.tsv"), line=1, wanted="query-id")
    return Collection(documents, questions, grades)


def _texts(path: Path) -> Iterator[Text]:
    for line, content in _lines(path):
        try:
            item = parse(content, line)
        except BadJson as error:
            raise BadCollection(path=str(path), line=line, wanted="JSON") from error
        yield Text(*(_field(item, name, path, line) for name in ("_id", "title", "text")))


def _field(item: Any, name: str, path: Path, line: int) -> str:
    value = item.get(name, "" if name == "title" else None) if isinstance(item, dict) else None
    if not isinstance(value, str) or (name == "_id" and not value.strip()):
        raise BadCollection(path=str(path), line=line, wanted=name)
    return value


def _judgments(path: Path) -> Iterator[tuple[str, str, int]]:
    for line, content in _lines(path):
        cells = content.split("\t")
        try:
            question, document, grade = cells[0], cells[1], int(cells[2])
        except (IndexError, ValueError) as error:
            if line == 1:
                continue  # the head
            raise BadCollection(path=str(path), line=line, wanted="query-id") from error
        yield question, document, grade


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    text = decode(read_bytes(path), path)
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            yield line, content
