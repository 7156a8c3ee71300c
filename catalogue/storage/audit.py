"""The audit log: it only grows, and each entry seals the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from .connection import require_transaction
from .times import from_text, to_text

FIRST_PREVIOUS = "0" * 64

_SEALED = "SELECT seq, at, actor, action, subject, details, previous_hash, hash FROM audit"


@dataclass(frozen=True)
class Entry:
    """Who did what to what, and when."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]
    hash: str


@dataclass(frozen=True)
class Break:
    """Where the log is not what was written.

    ``altered``: the entry's content is not what its hash seals. ``unlinked``:
    it does not follow the entry before it. ``missing``: entries ended here or
    before, and are gone.
    """

    seq: int
    reason: Literal["altered", "unlinked", "missing"]


def append(
    db: Database,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> int:
    """Write an entry; its sequence number comes back.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    last, previous = head(db)
    text = json.dumps(dict(details or {}), sort_keys=True, separators=(",", ":"))
    row = [last + 1, to_text(at), actor, action, subject, text, previous]
    db.execute(
        "INSERT INTO audit (seq, at, actor, action, subject, details, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [*row, _seal(row)],
    )
    return last + 1


def head(db: Database) -> tuple[int, str]:
    """The last entry's number and hash; kept elsewhere, they prove that no later entry went."""
    row = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, FIRST_PREVIOUS)


def entries(
    db: Database, *, subject: str | None = None, after: int = 0, limit: int | None = None
) -> list[Entry]:
    """Entries in the order they were written: of one subject or all, from after a number on."""
    rows = db.execute(
        "SELECT seq, at, actor, action, subject, details, hash FROM audit"
        " WHERE seq > :after AND (:subject IS NULL OR subject = :subject)"
        " ORDER BY seq LIMIT :limit",
        {"after": after, "subject": subject, "limit": -1 if limit is None else limit},
    )
    return [
        Entry(seq, from_text(at), actor, action, about, json.loads(details), seal)
        for seq, at, actor, action, about, details, seal in rows
    ]


def of_action(db: Database, action: str) -> list[Entry]:
    """Every entry of an action, in the order they were written."""
    rows = db.execute(
        "SELECT seq, at, actor, action, subject, details, hash FROM audit"
        " WHERE action = ? ORDER BY seq",
        [action],
    )
    return [
        Entry(seq, from_text(at), actor, done, about, json.loads(details), seal)
        for seq, at, actor, done, about, details, seal in rows
    ]


def sealed_with(db: Database, action: str, beginning: str) -> Entry | None:
    """The entry of an action whose hash begins so; None where there is none."""
    row = db.execute(
        "SELECT seq FROM audit WHERE action = ? AND substr(hash, 1, length(?)) = ? ORDER BY seq",
        [action, beginning, beginning],
    ).fetchone()
    return entries(db, after=row[0] - 1, limit=1)[0] if row else None


def is_whole(db: Database, seq: int) -> bool:
    """Whether an entry is what its hash seals, and follows the entry before it."""
    rows = db.execute(
        f"{_SEALED} WHERE seq BETWEEN ? AND ? ORDER BY seq", [seq - 1, seq]
    ).fetchall()
    if not rows or rows[-1][0] != seq:
        return False
    previous = rows[0][-1] if len(rows) == 2 else FIRST_PREVIOUS
    *content, seal = rows[-1]
    return bool(content[-1] == previous and _seal(content) == seal)


def verify(db: Database) -> list[Break]:
    """Every place where the log was altered, reordered or cut; none where it is whole."""
    return list(_breaks(db))


def _breaks(db: Database) -> Iterator[Break]:
    last, previous = 0, FIRST_PREVIOUS
    rows = db.execute(f"{_SEALED} ORDER BY seq")
    for *content, seal in rows:
        seq, linked = content[0], content[-1]
        if seq != last + 1:
            yield Break(seq - 1, "missing")
        elif linked != previous:
            yield Break(seq, "unlinked")
        if _seal(content) != seal:
            yield Break(seq, "altered")
        last, previous = seq, seal
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    if row and row[0] > last:
        yield Break(row[0], "missing")


def _seal(content: list[Any]) -> str:
    # Tampering can put any type in any column, hence the default.
    canonical = json.dumps(content, separators=(",", ":"), default=repr)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
