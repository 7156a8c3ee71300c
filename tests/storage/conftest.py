from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.storage.connection import open_database
from catalogue.storage.derived import open_derived


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    database = open_database(path, create=True)
    yield database
    database.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = open_derived(tmp_path / "derived.db")
    yield database
    database.close()
