from __future__ import annotations

from sqlite_utils import Database

from catalogue.storage import queue

from .builders import component, proposal, save


def waiting(db: Database, limit: int = 9) -> list[str]:
    return [entry.record_id for entry in queue.pending(db, limit)]


def test_a_record_that_changes_again_waits_once_at_the_end(db: Database) -> None:
    save(db, component("a"), component("b"), component("a", aliases=["x"]))
    assert waiting(db) == ["b", "a"]
    assert waiting(db, 1) == ["b"]
    assert queue.depth(db) == 2


def test_a_change_made_while_indexing_is_not_settled(db: Database) -> None:
    save(db, component("a"), component("b"))
    read = queue.pending(db, 9)
    save(db, component("a", aliases=["x"]))
    assert queue.settle(db, read[-1].seq) == 1
    assert waiting(db) == ["a"]


def test_numbers_grow_even_after_the_queue_was_empty(db: Database) -> None:
    save(db, component("a"))
    [first] = queue.pending(db, 9)
    queue.settle(db, first.seq)
    save(db, component("a", aliases=["x"]))
    assert queue.pending(db, 9)[0].seq > first.seq


def test_everything_can_be_queued_again(db: Database) -> None:
    save(db, component("b"), component("a"), proposal("a"))
    queue.settle(db, 2)
    assert queue.enqueue_all(db) == 3
    assert sorted((one.record_type, one.record_id) for one in queue.pending(db, 9)) == [
        ("component", "a"),
        ("component", "b"),
        ("proposal", "a"),
    ]
