from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.domain.person import Person
from catalogue.storage import attempts, people, sessions
from catalogue.storage.connection import open_database, transaction

from .builders import NOON, rows

HOUR = timedelta(hours=1)


@pytest.fixture
def signed_in(db: Database) -> Database:
    """Ana three times, Bob once."""
    with transaction(db):
        for name in ("a", "b"):
            one = Person(id=f"person-{name}", email=f"{name}@a.example", name=name)
            people.save(db, one, actor="cli:root")
        for token in ("one", "two", "three"):
            sessions.begin(db, token, "person-a", NOON, NOON + 9 * HOUR)
        sessions.begin(db, "bob", "person-b", NOON + HOUR, NOON + 2 * HOUR)
    return db


def test_a_session_is_found_by_its_token(signed_in: Database) -> None:
    found = sessions.find(signed_in, "bob")
    assert found == sessions.Session("person-b", NOON + HOUR, NOON + HOUR, NOON + 2 * HOUR)
    assert sessions.find(signed_in, "nobody") is None
    assert sessions.find(signed_in, "") is None
    assert sessions.find(signed_in, "\ud800") is None


def test_tokens_are_not_kept(signed_in: Database) -> None:
    tokens = [row[0] for row in signed_in.execute("SELECT token_hash FROM session")]
    assert all(len(token) == 64 for token in tokens)
    assert not {"one", "two", "three", "bob"} & set(tokens)


def test_sessions_end_alone_or_together(signed_in: Database) -> None:
    with transaction(signed_in):
        sessions.end(signed_in, "one")
        sessions.end(signed_in, "one")
        assert sessions.end_all(signed_in, "person-a", but="two") == 1
    assert sessions.find(signed_in, "two")
    assert sessions.find(signed_in, "bob")
    with transaction(signed_in):
        assert sessions.end_all(signed_in, "person-a") == 1
    assert rows(signed_in, "session") == 1


def test_what_expired_or_was_left_ends(signed_in: Database) -> None:
    assert sessions.touch(signed_in, "one", NOON + 2 * HOUR)
    with transaction(signed_in):
        sessions.end_expired(signed_in, NOON + 2 * HOUR, NOON + timedelta(seconds=1))
    assert sessions.find(signed_in, "one")
    assert rows(signed_in, "session") == 1


def test_noting_a_use_waits_for_nobody(signed_in: Database, path: Path) -> None:
    other = open_database(path)
    signed_in.execute("PRAGMA busy_timeout = 120000")
    started = time.monotonic()
    with transaction(other):
        assert not sessions.touch(signed_in, "one", NOON + HOUR)
    assert time.monotonic() - started < 60
    assert sessions.touch(signed_in, "one", NOON + HOUR)
    assert signed_in.execute("PRAGMA busy_timeout").fetchone() == (10_000,)
    other.close()


def test_attempts_are_counted_and_forgotten(db: Database) -> None:
    with transaction(db):
        for n, (account, address) in enumerate(["ax", "ay", "bx", "ax"]):
            attempts.note(db, account, address, NOON + n * HOUR)
    assert attempts.latest(db, "account", "a", 2) == [NOON + 3 * HOUR, NOON + HOUR]
    assert len(attempts.latest(db, "address", "x", 9)) == 3
    assert attempts.latest(db, "address", "a", 9) == []
    with transaction(db):
        attempts.forget_before(db, NOON + HOUR)
    assert attempts.latest(db, "account", "a", 9) == [NOON + 3 * HOUR, NOON + HOUR]
    with transaction(db):
        attempts.forgive(db, "a")
    assert attempts.latest(db, "address", "x", 9) == [NOON + 2 * HOUR]


def test_counting_needs_a_transaction(db: Database) -> None:
    for write in (
        lambda: attempts.note(db, "a", "x", NOON),
        lambda: attempts.forgive(db, "a"),
        lambda: attempts.forget_before(db, NOON),
        lambda: sessions.begin(db, "t", "person-a", NOON, NOON),
        lambda: sessions.end(db, "t"),
        lambda: sessions.end_all(db, "person-a"),
        lambda: sessions.end_expired(db, NOON, NOON),
    ):
        with pytest.raises(RuntimeError):
            write()
