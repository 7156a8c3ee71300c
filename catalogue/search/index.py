"""The full-text index: a copy of the truth that can be thrown away at any time.

A folder holds the index's generations and ``stamp.json``, which names the one
in use and what it was built from. A new generation is built beside the old
one and takes its place by an atomic rename, so searches go on meanwhile.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from filelock import FileLock, Timeout
from whoosh import index
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal

from .document import SCHEMA_VERSION, document_of, key_of, schema
from .errors import IndexUnavailable

Record = Component | Proposal
Key = tuple[str, str]
T = TypeVar("T")

WAIT_SECONDS = 600.0
"""How long a writer waits for another one; a full build of 100,000 records takes half a minute."""


@dataclass(frozen=True)
class Stamp:
    """What an index was built from: its generation, schema, and the database's id."""

    generation: str
    schema: str
    database: str


def _writer(generation: index.Index) -> SegmentWriter:
    """A writer on a generation that was seen to open: writers notice damage too late."""
    generation.reader().close()
    return generation.writer()


class TextIndex:
    """The full-text index of one database, in a folder of its own."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.database = database
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Held by whoever changes the index; others wait their turn.

        Raises IndexUnavailable where the turn does not come.
        """
        lock = FileLock(self.folder / "write.lock")
        try:
            lock.acquire(timeout=WAIT_SECONDS)
        except Timeout as error:
            raise IndexUnavailable(folder=str(self.folder)) from error
        try:
            yield
        finally:
            lock.release()

    def usable(self) -> bool:
        """Whether there is an index, built for this database and this version, that opens."""
        try:
            with self.searching():
                return True
        except IndexUnavailable:
            return False

    def rebuild(self, records: Iterable[Record]) -> None:
        """Build a new generation from the records and put it in place. Call within ``writing``."""
        generation = f"generation-{uuid4().hex[:12]}"
        target = self.folder / generation
        target.mkdir()
        writer = index.create_in(str(target), schema()).writer(limitmb=256)
        try:
            for record in records:
                writer.add_document(**document_of(record))
            writer.commit()
        except BaseException:
            with suppress(Exception):
                writer.cancel()
            shutil.rmtree(target, ignore_errors=True)
            raise
        self._use(Stamp(generation, SCHEMA_VERSION, self.database))

    def update(self, records: Iterable[Record], gone: Iterable[Key] = ()) -> None:
        """Put the records' present state into the index. Call within ``writing``.

        Raises IndexUnavailable where there is no usable index.
        """
        latest = {(record.type, record.id): record for record in records}
        writer = self._opened(_writer)
        try:
            for record_type, record_id in gone:
                writer.delete_by_term("key", key_of(record_type, record_id))
            for record in latest.values():
                writer.update_document(**document_of(record))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    @contextmanager
    def searching(self) -> Iterator[Searcher]:
        """A snapshot to search in.

        Raises IndexUnavailable where there is no usable index.
        """
        with self._opened(lambda generation: generation.searcher()) as searcher:
            yield searcher

    def _opened(self, way: Callable[[index.Index], T]) -> T:
        """The generation in use, opened in a way; one that is replaced meanwhile is let go."""
        stamp = self._stamp()
        while stamp is not None and self._fits(stamp):
            try:
                return way(index.open_dir(str(self.folder / stamp.generation)))
            except Exception as error:  # Whoosh raises anything on a damaged file
                tried, stamp = stamp, self._stamp()
                if stamp == tried:
                    raise IndexUnavailable(folder=str(self.folder)) from error
        raise IndexUnavailable(folder=str(self.folder))

    def _fits(self, stamp: Stamp) -> bool:
        """Whether it was built for this database by this version."""
        return (stamp.schema, stamp.database) == (SCHEMA_VERSION, self.database)

    def _stamp(self) -> Stamp | None:
        try:
            return Stamp(**json.loads((self.folder / "stamp.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _use(self, stamp: Stamp) -> None:
        fresh = self.folder / "stamp.json.new"
        fresh.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
        fresh.replace(self.folder / "stamp.json")
        for old in self.folder.glob("generation-*"):
            if old.name != stamp.generation:
                shutil.rmtree(old, ignore_errors=True)
