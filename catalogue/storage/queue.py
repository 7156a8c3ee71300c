"""Changes that the search index has yet to follow.

A record stands at most once in the queue: queued again, it moves to the end,
so that what an indexer reads and settles never hides a later change.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlite_utils import Database

from .times import to_text

_UNSETTLED = "SELECT seq, record_type, record_id, queued_at FROM index_queue"


class Queued(NamedTuple):
    """A record whose latest change the index may not know."""

    seq: int
    record_type: str
    record_id: str
    queued_at: str


def enqueue(db: Database, record_type: str, record_id: str, at: str | None = None) -> None:
    """Queue a record, once, at the end."""
    db.execute(
        "INSERT OR REPLACE INTO index_queue (record_type, record_id, queued_at) VALUES (?, ?, ?)",
        [record_type, record_id, at or to_text()],
    )


def enqueue_all(db: Database) -> int:
    """Queue every component and proposal, for a full reindex; their number comes back."""
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO index_queue (record_type, record_id, queued_at)"
            " SELECT * FROM ("
            "  SELECT 'component', id, :at FROM component"
            "  UNION ALL SELECT 'proposal', id, :at FROM proposal"
            " )",
            {"at": to_text()},
        )
        return depth(db)


def pending(db: Database, limit: int) -> list[Queued]:
    """The records that have waited longest, at most ``limit``, in queue order."""
    return [Queued(*row) for row in db.execute(f"{_UNSETTLED} ORDER BY seq LIMIT ?", [limit])]


def settle(db: Database, through_seq: int) -> int:
    """Forget what was indexed, up to and with a number; how many rows went comes back.

    A record that changed since it was read stands further back and stays.
    """
    return db.execute("DELETE FROM index_queue WHERE seq <= ?", [through_seq]).rowcount


def depth(db: Database) -> int:
    """How many records wait."""
    return int(db.execute("SELECT count(*) FROM index_queue").fetchone()[0])
