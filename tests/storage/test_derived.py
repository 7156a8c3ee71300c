from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from catalogue.storage import derived
from catalogue.storage.connection import open_database
from catalogue.storage.derived import DerivedRow, open_derived
from catalogue.storage.errors import DatabaseUnreadable, DerivedDamaged


def row(record_id: str, value: bytes = b"v", part: str = "vector") -> DerivedRow:
    return DerivedRow("component", record_id, part, f"digest of {value!r}", value)


def loaded(store: Database) -> dict[str, bytes]:
    return dict(derived.load(store, "component", "vector"))


def test_values_come_back_by_id_and_in_order(store: Database) -> None:
    other = DerivedRow("proposal", "a", "vector", "d", b"p")
    derived.put(store, iter([row("b", b"\x00\xff"), row("a", b""), other, row("a", b"t", "terms")]))
    assert list(derived.load(store, "component", "vector")) == [("a", b""), ("b", b"\x00\xff")]
    assert derived.fetch(store, "component", ["b", "none"], "vector") == {"b": b"\x00\xff"}
    assert derived.fetch(store, "component", ["a"], "terms") == {"a": b"t"}
    assert derived.digests(store, "proposal", "vector") == {"a": "d"}


def test_changes_since_a_number_are_the_later_writes(store: Database) -> None:
    derived.put(store, [row("a"), row("b")])
    seq = derived.state(store).seq
    derived.put(store, [row("a", b"new"), row("c")])
    changes = derived.changed_since(store, seq)
    assert [change.row for change in changes] == [row("a", b"new"), row("c")]
    assert changes[-1].seq == derived.state(store).seq
    assert derived.changed_since(store, changes[-1].seq) == []


def test_forgetting_tells_other_readers_to_start_over(store: Database, tmp_path: Path) -> None:
    derived.put(store, [row("a"), row("b"), row("b", part="terms")])
    with open_derived(tmp_path / "derived.db") as other:
        before = derived.state(other)
        derived.forget(store, "component", ["b"])
        assert loaded(other) == {"a": b"v"}
        assert derived.fetch(other, "component", ["b"], "terms") == {}
        assert derived.state(other).generation != before.generation
        derived.put(store, [row("d")])
        assert derived.state(other).seq > before.seq


def test_a_batch_that_fails_is_not_half_written(store: Database) -> None:
    def rows() -> object:
        yield row("a")
        raise OSError("no encoder")

    with pytest.raises(OSError, match="no encoder"):
        derived.put(store, rows())  # type: ignore[arg-type]
    assert loaded(store) == {}


def test_the_stamp_is_replaced_as_a_whole_and_cleared(store: Database) -> None:
    derived.set_stamp(store, {"encoder": "1", "size": "512"})
    generation = derived.state(store).generation
    derived.set_stamp(store, {"encoder": "2"})
    assert derived.stamp(store) == {"encoder": "2"}
    assert derived.state(store).generation == generation
    derived.put(store, [row("a")])
    seq = derived.state(store).seq
    derived.clear(store)
    assert (derived.stamp(store), loaded(store)) == ({}, {})
    assert derived.state(store).generation != generation
    derived.put(store, [row("a")])
    assert derived.state(store).seq > seq


def filled(path: Path, count: int = 300) -> None:
    with open_derived(path) as store:
        derived.put(store, (row(f"{n:04}", b"x" * 200) for n in range(count)))


@pytest.mark.parametrize(
    "content", [b"", b"garbage" * 1000, b"\x00" * 4096, b"SQLite format 3\x00"]
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "derived.db"
    filled(path)
    path.write_bytes(content)
    with open_derived(path) as store:
        assert loaded(store) == {}
        derived.put(store, [row("a")])
    with open_derived(path) as store:
        assert loaded(store) == {"a": b"v"}


def test_a_file_laid_out_otherwise_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "derived.db"
    open_database(path, create=True).close()
    with open_derived(path) as store:
        assert loaded(store) == {}
    store = sqlite3.connect(path)
    store.execute("PRAGMA user_version = 99")
    store.close()
    open_derived(path).close()


def test_damage_met_later_is_named_and_can_be_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "derived.db"
    filled(path)
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xa5" * (len(content) - 12288)
    path.write_bytes(content)
    store = open_derived(path)
    with pytest.raises(DerivedDamaged):
        list(derived.load(store, "component", "vector"))
    store.close()
    derived.discard(path)
    with open_derived(path) as store:
        assert loaded(store) == {}


@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=40))
@example([(18, 3)])  # a header that makes SQLite open the file for reading only
@example([(3864, 128)])  # a name that is no text, which SQLite quotes in its error
@settings(max_examples=60, deadline=None)
def test_whatever_the_damage_the_file_is_usable_or_named_damaged(
    damage: list[tuple[int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "derived.db"
        filled(path, 40)
        content = bytearray(path.read_bytes())
        for position, byte in damage:
            content[position % len(content)] = byte
        path.write_bytes(content)
        with open_derived(path) as store:
            try:
                derived.state(store)
                derived.digests(store, "component", "vector")
                derived.put(store, [row("a")])
                loaded(store)
            except DerivedDamaged:
                return


@pytest.mark.parametrize("place", ["", "nowhere/derived.db"])
def test_where_no_file_can_be_the_path_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(DatabaseUnreadable):
        open_derived(tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_processes_that_meet_the_damage_at_once_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "derived.db"
    path.write_bytes(b"garbage" * 1000)
    program = (
        "import sys, pathlib\n"
        "from catalogue.storage import derived\n"
        "store = derived.open_derived(pathlib.Path(sys.argv[1]))\n"
        "derived.put(store, [derived.DerivedRow('component', sys.argv[2], 'vector', 'd', b'v')])\n"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", program, str(path), str(n)]) for n in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4
    with open_derived(path) as store:
        assert sorted(loaded(store)) == ["0", "1", "2", "3"]
