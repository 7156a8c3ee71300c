"""An instance of the catalogue: its folder and what is open in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from catalogue.domain.errors import CatalogueError
from catalogue.language.lexicon import Lexicon
from catalogue.language.thesaurus import Thesaurus
from catalogue.meaning.encoder import Encoder, available_encoder
from catalogue.search.index import TextIndex
from catalogue.storage.connection import database_id, open_database
from catalogue.storage.derived_file import discard, open_derived

from .encoders import second_encoder
from .vocabulary import LEXICON, THESAURUS

DATABASE = "catalogue.db"
DERIVED = "derived.db"
INDEX = "index"


class HomeUnusable(CatalogueError):
    """The instance folder cannot be made or written."""

    code = "home_unusable"


@dataclass
class Workspace:
    """The truth, its two disposable copies, and what texts are read with.

    ``second`` is an encoder that reads beside the first, where one is installed.
    """

    home: Path
    db: Database
    derived: Database
    index: TextIndex
    encoder: Encoder | None
    lexicon: Lexicon
    thesaurus: Thesaurus
    second: Encoder | None = None

    def renew_derived(self) -> None:
        """Throw the derived data away and begin an empty file in its place."""
        self.derived.close()
        discard(self.home / DERIVED)
        self.derived = open_derived(self.home / DERIVED)

    def renew_vocabulary(self) -> None:
        """Read with the lexicon and the thesaurus that are in force now."""
        self.lexicon = LEXICON.of(self.db)
        self.thesaurus = THESAURUS.of(self.db)


@contextmanager
def opened(home: Path, *, create: bool = False) -> Iterator[Workspace]:
    """The instance in a folder, closed afterwards.

    Raises DatabaseMissing unless ``create``, HomeUnusable where the folder
    cannot be made, and what opening a database raises.
    """
    if create:
        _make(home)
    db = open_database(home / DATABASE, create=create)
    try:
        derived = open_derived(home / DERIVED)
        try:
            index = TextIndex(home / INDEX, database_id(db))
            encoder = available_encoder()
            workspace = Workspace(
                home,
                db,
                derived,
                index,
                encoder,
                LEXICON.of(db),
                THESAURUS.of(db),
                second_encoder() if encoder else None,
            )
        except BaseException:
            derived.close()
            raise
        try:
            yield workspace
        finally:
            workspace.derived.close()
    finally:
        db.close()


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeUnusable(path=str(home), reason=error.strerror or str(error)) from error
