from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.storage import audit, connection, records
from catalogue.storage.connection import database_id, open_database, transaction
from catalogue.storage.errors import (
    DatabaseBusy,
    DatabaseMissing,
    DatabaseTooNew,
    DatabaseUnreadable,
    UnknownReference,
)
from catalogue.storage.references import Dangling, dangling

from .builders import component, save


def pragma(db: Database, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_missing_database_is_named_and_not_made(path: Path) -> None:
    with pytest.raises(DatabaseMissing) as caught:
        open_database(path)
    assert caught.value.params == {"path": str(path)}
    assert not path.exists()


def test_an_opened_database_is_set_up_and_keeps_its_identity(path: Path) -> None:
    with open_database(path, create=True) as db:
        name = database_id(db)
    with open_database(path) as db:
        assert database_id(db) == name
        assert pragma(db, "journal_mode") == "wal"
        assert pragma(db, "foreign_keys") == 1
        assert pragma(db, "busy_timeout") == 10_000
        assert pragma(db, "synchronous") == 2


def test_names_that_mean_something_in_an_address_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "à b?mode=memory#%41.db"
    open_database(path, create=True).close()
    assert path.exists()
    open_database(path).close()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"name,owner\n" * 500, b"\x00" * 5000, b"hello"])
def test_a_file_that_is_not_sqlite_is_refused_and_kept(
    path: Path, content: bytes, create: bool
) -> None:
    path.write_bytes(content)
    with pytest.raises(DatabaseUnreadable) as caught:
        open_database(path, create=create)
    assert caught.value.params["path"] == str(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photo (id)")
    other.close()
    with pytest.raises(DatabaseUnreadable, match="not_a_catalogue"):
        open_database(path, create=True)
    assert Database(path).table_names() == ["photo"]


def test_an_empty_file_is_not_taken_for_an_empty_catalogue(path: Path) -> None:
    path.touch()
    with pytest.raises(DatabaseUnreadable, match="empty"):
        open_database(path)
    open_database(path, create=True).close()


def test_a_folder_and_a_missing_folder_are_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreadable):
        open_database(tmp_path)
    with pytest.raises(DatabaseUnreadable):
        open_database(tmp_path / "nowhere" / "catalogue.db", create=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_unreadable(path: Path) -> None:
    open_database(path, create=True).close()
    path.chmod(0)
    with pytest.raises(DatabaseUnreadable):
        open_database(path)


def test_a_database_from_a_newer_version_is_refused(path: Path) -> None:
    with open_database(path, create=True) as db:
        row = {"migration_set": "catalogue", "name": "9999_later", "applied_at": "later"}
        db.table("_sqlite_migrations").insert(row)
    with pytest.raises(DatabaseTooNew) as caught:
        open_database(path)
    assert caught.value.params["migrations"] == ["9999_later"]


def test_processes_that_make_the_database_at_once_all_succeed(path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from catalogue.storage.connection import open_database, database_id\n"
        "sys.stdin.read()\n"
        "print(database_id(open_database(pathlib.Path(sys.argv[1]), create=True)))\n"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for child in children:
        assert child.stdin
        child.stdin.close()
        child.stdin = None
    answers = {child.communicate()[0] for child in children}
    assert [child.returncode for child in children] == [0] * 4
    assert len(answers) == 1


def test_a_failed_block_leaves_nothing(db: Database) -> None:
    def interrupted() -> None:
        with transaction(db):
            records.save(db, component(), actor="ana")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert records.count(db, "component") == 0
    assert not db.conn.in_transaction


def test_a_transaction_inside_another_is_refused(db: Database) -> None:
    with transaction(db), pytest.raises(RuntimeError), transaction(db):
        pass
    with transaction(db):
        pass


def test_a_writer_that_waits_in_vain_is_told_so(
    db: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0)
    with open_database(path) as other, transaction(db):
        with pytest.raises(DatabaseBusy), transaction(other):
            pass
        assert records.count(other, "component") == 0


def test_a_reader_sees_the_state_before_until_the_end(db: Database, path: Path) -> None:
    with open_database(path) as other:
        with transaction(db):
            records.save(db, component(), actor="ana")
            assert records.ids(other, "component") == []
        assert records.ids(other, "component") == ["identity"]


def test_a_process_killed_in_mid_transaction_leaves_the_state_before(
    db: Database, path: Path
) -> None:
    save(db, component("before"))
    program = (
        "import sys, pathlib\n"
        "from catalogue.domain.component import Component\n"
        "from catalogue.storage import records\n"
        "from catalogue.storage.connection import open_database, transaction\n"
        "db = open_database(pathlib.Path(sys.argv[1]))\n"
        "db.execute('PRAGMA cache_size = 1')\n"  # so that pages reach the disk before the end
        "with transaction(db):\n"
        "    for n in range(300):\n"
        "        text = {'en': 'x' * 2000}\n"
        "        one = Component(id=f'c{n}', name={'en': 'C'}, description=text)\n"
        "        records.save(db, one, actor='child')\n"
        "    print('written', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout
    assert child.stdout.readline().strip() == b"written"
    child.kill()
    child.communicate()
    with open_database(path) as after:
        assert records.ids(after, "component") == ["before"]
        assert [entry.actor for entry in audit.entries(after)] == ["ana"]
        save(after, component("later"))
        assert pragma(after, "integrity_check") == "ok"


def test_references_may_point_forwards_within_a_transaction(db: Database) -> None:
    tie = {"type": "depends_on", "target": "payment"}
    with transaction(db):
        records.save(db, component(relations=[tie], replaced_by="later"), actor="ana")
        assert dangling(db) == [
            Dangling("component", "identity", "relations[0].target", "payment"),
            Dangling("component", "identity", "replaced_by", "later"),
        ]
        records.save(db, component("payment"), actor="ana")
        records.save(db, component("later"), actor="ana")
        assert dangling(db) == []
    assert records.count(db, "component") == 3


def test_a_transaction_that_ends_with_a_dangling_reference_says_which(db: Database) -> None:
    with pytest.raises(UnknownReference) as caught:
        save(db, component(replaced_by="nothing"))
    assert caught.value.params == {
        "type": "component",
        "id": "identity",
        "field": "replaced_by",
        "value": "nothing",
    }
    assert records.count(db, "component") == 0
    assert not db.conn.in_transaction
