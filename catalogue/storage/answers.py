"""Forms that were sent, by a key that tells them apart, and where each led.

A form that is being worked on has no address yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from .connection import require_transaction
from .times import from_text, to_text


@dataclass(frozen=True)
class Answer:
    """When a form came, and where it led; None while that is not known."""

    at: datetime
    address: str | None


def find(db: Database, form: str) -> Answer | None:
    """What became of a form; None where it never came."""
    row = db.execute("SELECT at, address FROM answer WHERE form = ?", [form]).fetchone()
    return Answer(from_text(row[0]), row[1]) if row else None


def begin(db: Database, form: str, at: datetime) -> None:
    """Note that a form is being worked on. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("INSERT OR REPLACE INTO answer (form, at) VALUES (?, ?)", [form, to_text(at)])


def finish(db: Database, form: str, address: str) -> None:
    """Note where a form led. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("UPDATE answer SET address = ? WHERE form = ?", [address, form])


def give_up(db: Database, form: str) -> None:
    """Forget a form, which may come again. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM answer WHERE form = ?", [form])


def forget_before(db: Database, at: datetime) -> None:
    """Forget forms that came before a time. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM answer WHERE at < ?", [to_text(at)])
