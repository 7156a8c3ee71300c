"""Search side by side with what others ship, and by name across languages; never run by pytest.

    python -m tests.benchmarks.search --services gc_services.jsonl COLLECTION…

The services file holds components in both languages. Rows of packages that are not
installed say so. The weights of ``catalogue/services/scoring.py`` were chosen by hand from a
coarse grid on Cranfield, CISI, service-public.fr and the services together, not on held-out data.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import string
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
from whoosh import fields, index, qparser

from catalogue.domain.component import Component
from catalogue.domain.text import LANGUAGES
from catalogue.formats.collection import Collection, read_collection
from catalogue.language.tokens import words
from catalogue.matching.evaluation import ndcg
from catalogue.services.ranking import ranked
from catalogue.services.syncing import catch_up
from catalogue.services.trying_search import judge, try_search
from catalogue.services.workspace import opened
from catalogue.storage import saving
from catalogue.storage.connection import transaction

Search = Callable[[str], Sequence[str]]
_PLACES = 100
_LONG_WORD = 5


def whoosh_defaults(collection: Collection, folder: Path) -> Search:
    """Whoosh with its own analysis, BM25F and query parser, any word."""
    shape = fields.Schema(id=fields.STORED, title=fields.TEXT, text=fields.TEXT)
    held = index.create_in(str(folder), shape)
    writer = held.writer()
    for one in collection.documents:
        writer.add_document(id=one.id, title=one.title, text=one.text)
    writer.commit()
    parser = qparser.MultifieldParser(["title", "text"], shape, group=qparser.OrGroup)
    searcher = held.searcher()

    def search(text: str) -> Sequence[str]:
        return [hit["id"] for hit in searcher.search(parser.parse(text), limit=_PLACES)]

    return search


def sqlite_fts5(collection: Collection, folder: Path) -> Search:
    """SQLite's FTS5 with its own tokenizer and bm25, any word."""
    db = sqlite3.connect(folder / "fts.db")
    db.execute("CREATE VIRTUAL TABLE held USING fts5(id UNINDEXED, title, text)")
    rows = [(one.id, one.title, one.text) for one in collection.documents]
    db.executemany("INSERT INTO held VALUES (?, ?, ?)", rows)

    def search(text: str) -> Sequence[str]:
        asked = " OR ".join(f'"{word}"' for word in words(text))
        sql = "SELECT id FROM held WHERE held MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in db.execute(sql, (asked, _PLACES))] if asked else []

    return search


def bm25s_defaults(collection: Collection, folder: Path) -> Search:
    """The package bm25s with its own tokenizer."""
    import bm25s

    held = bm25s.BM25()
    texts = [f"{one.title} {one.text}" for one in collection.documents]
    held.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    ids = [one.id for one in collection.documents]

    def search(text: str) -> Sequence[str]:
        asked = bm25s.tokenize([text], show_progress=False)
        rows, _ = held.retrieve(asked, k=min(_PLACES, len(ids)), show_progress=False)
        return [ids[row] for row in rows[0]]

    return search


def tantivy_defaults(collection: Collection, folder: Path) -> Search:
    """The package tantivy with its default tokenizer, any word."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("id", "title", "text"):
        builder.add_text_field(name, stored=name == "id")
    held = tantivy.Index(builder.build())
    writer = held.writer()
    for one in collection.documents:
        writer.add_document(tantivy.Document(id=one.id, title=one.title, text=one.text))
    writer.commit()
    held.reload()
    searcher = held.searcher()

    def search(text: str) -> Sequence[str]:
        query = held.parse_query(" ".join(words(text)) or "nothing", ["title", "text"])
        return [searcher.doc(at)["id"][0] for _, at in searcher.search(query, _PLACES).hits]

    return search


RIVALS: dict[str, tuple[str, Callable[[Collection, Path], Search]]] = {
    "Whoosh, its defaults": ("whoosh", whoosh_defaults),
    "SQLite FTS5": ("sqlite3", sqlite_fts5),
    "tantivy": ("tantivy", tantivy_defaults),
    "bm25s": ("bm25s", bm25s_defaults),
}


def compare(folder: Path) -> None:
    """Print nDCG@10 and milliseconds a question of each on one collection."""
    collection = read_collection(folder)
    ours = try_search(collection, folder.name)
    print(f"{folder.name}: {ours.documents} documents, {ours.questions} questions")
    print(f"  {'this search':<22} {ours.ndcg:.3f} {ours.milliseconds:8.1f} ms")
    for name, (package, build) in RIVALS.items():
        if find_spec(package) is None:
            print(f"  {name:<22} not installed")
            continue
        with TemporaryDirectory() as room:
            search = build(collection, Path(room))
            began = perf_counter()
            found = {one.id: search(one.text) for one in collection.questions}
            spent = 1000 * (perf_counter() - began) / len(found)
        gains = [ndcg(judge(one, ids, collection.grades[one])) for one, ids in found.items()]
        print(f"  {name:<22} {np.mean([g for g in gains if g is not None]):.3f} {spent:8.1f} ms")


def slipped(text: str, chance: random.Random) -> str:
    """The text with one slip in every word of more than five letters."""
    return " ".join(
        _slip(word, chance) if sum(map(str.isalpha, word)) > _LONG_WORD else word
        for word in text.split(" ")
    )


def _slip(word: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(word) - 1), chance.choice(string.ascii_lowercase)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + letter + word[at + 1 :],
        ]
    )


def by_name(path: Path) -> None:
    """Print how often a service asked by its other name is within the first five."""
    services = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for held, asked in (LANGUAGES, LANGUAGES[::-1]):
        with TemporaryDirectory() as room, opened(Path(room), create=True) as workspace:
            with transaction(workspace.db):
                for one in services:
                    saving.save(workspace.db, _in_one(one, held), actor="benchmark")
            catch_up(workspace)
            chance = random.Random(1)  # noqa: S311 - for repetition
            for label, change in (("as written", str), ("a slip a word", None)):
                began, right = perf_counter(), 0
                for one in services:
                    name = one["name"][asked]
                    typed = change(name) if change else slipped(name, chance)
                    right += _id(one) in ranked(workspace, typed, 5)
                spent = 1000 * (perf_counter() - began) / len(services)
                share = right / len(services)
                print(f"{held} indexed, {asked} asked, {label}: {share:.1%}, {spent:.1f} ms")


def _id(service: dict[str, Any]) -> str:
    return str(service["id"]).replace(" ", "-")


def _in_one(service: dict[str, Any], language: str) -> Component:
    said = {part: {language: service[part][language]} for part in ("name", "description")}
    said["name"][language] = said["name"][language][:300]
    return Component.model_validate({"id": _id(service), **said})


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="*", type=Path)
    parser.add_argument("--services", type=Path)
    given = parser.parse_args()
    for folder in given.collections:
        compare(folder)
    if given.services:
        by_name(given.services)


if __name__ == "__main__":
    main()
