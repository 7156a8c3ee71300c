from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.storage import audit, records, snapshot
from catalogue.storage.connection import database_id, open_database, transaction
from catalogue.storage.errors import DatabaseUnreadable, TargetExists
from catalogue.storage.snapshot import backup

from .builders import component, save


def test_a_backup_is_one_file_that_opens_as_the_database(db: Database, tmp_path: Path) -> None:
    save(db, component())
    target = tmp_path / "it's a backup.db"
    backup(db, target)
    save(db, component("later"))
    assert sorted(path.name for path in tmp_path.glob("*backup*")) == [target.name]
    with open_database(target) as copy:
        assert database_id(copy) == database_id(db)
        assert records.ids(copy, "component") == ["identity"]
        assert audit.verify(copy) == []


def test_a_backup_never_overwrites(db: Database, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("keep")
    with pytest.raises(TargetExists):
        backup(db, target)
    assert target.read_text() == "keep"


def test_a_backup_that_fails_leaves_nothing(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise OSError("no space left")

    before = sorted(tmp_path.iterdir())
    with pytest.raises(DatabaseUnreadable):
        backup(db, tmp_path / "nowhere" / "copy.db")
    monkeypatch.setattr(snapshot, "_to_disk", fail)
    with pytest.raises(DatabaseUnreadable, match="no space left"):
        backup(db, tmp_path / "copy.db")
    with pytest.raises(RuntimeError), transaction(db):
        backup(db, tmp_path / "copy.db")
    assert sorted(tmp_path.iterdir()) == before
