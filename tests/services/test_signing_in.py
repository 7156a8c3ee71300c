from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.errors import InvalidRecord
from catalogue.services import passwords, people
from catalogue.services.limiting import (
    PER_ACCOUNT,
    PER_ADDRESS,
    WINDOW,
    TooManyAttempts,
    lock_end,
    network,
)
from catalogue.services.permissions import ANONYMOUS, COMMAND_LINE, SignInNeeded, acting
from catalogue.services.signing_in import (
    IDLE,
    LONGEST,
    PasswordChange,
    SignInRefused,
    change_password,
    sign_in,
    sign_out,
    sign_out_elsewhere,
    who,
)
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import credentials
from catalogue.storage.connection import transaction

from .accounts import (
    DAY,
    HERE,
    HOUR,
    MINUTE,
    NOON,
    OTHER_PHRASE,
    PHRASE,
    joined,
    signed_in,
)
from .builders import content


def fail(workspace: Workspace, name: str, address: str = HERE, at: datetime = NOON) -> None:
    with pytest.raises(SignInRefused):
        sign_in(workspace, f"{name}@a.example", "not the password", address, at)


def locked(workspace: Workspace, name: str, address: str = HERE, at: datetime = NOON) -> object:
    """In how many minutes to try again."""
    with pytest.raises(TooManyAttempts) as caught:
        sign_in(workspace, f"{name}@a.example", PHRASE, address, at)
    return caught.value.params["minutes"]


def test_the_right_password_opens_a_session(workspace: Workspace) -> None:
    ana = joined(workspace)
    session = sign_in(workspace, " Ana@A.example", PHRASE, HERE, NOON)
    assert (session.person, session.expires_at) == (ana, NOON + LONGEST)
    assert who(workspace, session.token, NOON) == ana
    assert len(session.token) >= 43
    assert signed_in(workspace).token != session.token


@pytest.mark.parametrize("token", ["", "x", "é\ud800", "0" * 10_000])
def test_other_tokens_open_nothing(workspace: Workspace, token: str) -> None:
    joined(workspace)
    signed_in(workspace)
    assert who(workspace, token, NOON) is None


@pytest.mark.parametrize(
    "password", ["", "x", f"{PHRASE} ", PHRASE.upper(), "\ud800", "é" * 100_000]
)
def test_any_other_password_is_refused(workspace: Workspace, password: str) -> None:
    joined(workspace)
    with pytest.raises(SignInRefused):
        sign_in(workspace, "ana@a.example", password, HERE, NOON)


def test_however_the_keyboard_composes_it_is_the_same_password(workspace: Workspace) -> None:
    decomposed, composed = "e\u0301lan givre\u0301 trois", "élan givré trois"
    joined(workspace, password=decomposed)
    signed_in(workspace, password=composed)


def test_refusals_do_not_tell_who_has_an_account(workspace: Workspace) -> None:
    joined(workspace)
    joined(workspace, "invited", password=None)
    closed = joined(workspace, "closed")
    people.deactivate(COMMAND_LINE, workspace, closed.id)
    told = set()
    for name, password in (
        ("ana", OTHER_PHRASE),
        ("nobody", PHRASE),
        ("invited", PHRASE),
        ("invited", ""),
        ("closed", PHRASE),
        ("closed", OTHER_PHRASE),
    ):
        with pytest.raises(SignInRefused) as caught:
            sign_in(workspace, f"{name}@a.example", password, HERE, NOON)
        told.add((str(caught.value), str(caught.value.params)))
    assert len(told) == 1


def test_every_refusal_compares_a_password(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    class Counting(PasswordHasher):
        def verify(self, *arguments: object) -> bool:
            compared.append(arguments)
            return super().verify(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(passwords, "HASHER", Counting(1, 8, 1))
    joined(workspace)
    joined(workspace, "invited", password=None)
    for name in ("ana", "invited", "nobody"):
        fail(workspace, name)
    with pytest.raises(SignInRefused):
        sign_in(workspace, "ana@a.example", "x" * 10_000, HERE, NOON)
    assert len(compared) == 4


def test_a_session_ends_when_it_is_left(workspace: Workspace) -> None:
    ana = joined(workspace)
    token = signed_in(workspace).token
    at = NOON
    for _ in range(5):
        at += IDLE - MINUTE
        assert who(workspace, token, at) == ana
    assert who(workspace, token, at + IDLE) is None


def test_a_session_ends_however_much_it_is_used(workspace: Workspace) -> None:
    joined(workspace)
    token = signed_in(workspace).token
    at = NOON
    while at < NOON + LONGEST - HOUR:
        assert who(workspace, token, at)
        at += HOUR
    assert who(workspace, token, NOON + LONGEST - timedelta(seconds=1))
    assert who(workspace, token, NOON + LONGEST) is None


def test_a_page_seldom_writes(workspace: Workspace) -> None:
    joined(workspace)
    token = signed_in(workspace).token
    before = content(workspace)
    assert who(workspace, token, NOON + 4 * MINUTE)
    assert content(workspace) == before
    assert who(workspace, token, NOON + 6 * MINUTE)
    assert content(workspace) != before


def test_pages_are_read_while_a_long_import_writes(home: Path) -> None:
    with opened(home) as workspace, opened(home) as importing:
        ana = joined(workspace)
        token = signed_in(workspace).token
        workspace.db.execute("PRAGMA busy_timeout = 120000")
        started = time.monotonic()
        with transaction(importing.db):
            assert who(workspace, token, NOON + HOUR) == ana
        assert time.monotonic() - started < 60


def test_signing_out_ends_one_session_or_the_others(workspace: Workspace) -> None:
    ana = joined(workspace)
    one, two, three = (signed_in(workspace).token for _ in range(3))
    sign_out(workspace, one)
    sign_out(workspace, one)
    assert who(workspace, one, NOON) is None
    assert sign_out_elsewhere(acting(ana), workspace, two) == 1
    assert who(workspace, three, NOON) is None
    assert who(workspace, two, NOON) == ana
    with pytest.raises(SignInNeeded):
        sign_out_elsewhere(ANONYMOUS, workspace, two)


def test_an_account_locks_and_says_for_how_long(workspace: Workspace) -> None:
    joined(workspace)
    for n in range(PER_ACCOUNT):
        fail(workspace, "ana", f"192.0.2.{n}", NOON + n * MINUTE)
    last = NOON + (PER_ACCOUNT - 1) * MINUTE
    assert locked(workspace, "ana", "192.0.2.99", last) == 15
    assert locked(workspace, "ana", "192.0.2.99", last + WINDOW - timedelta(seconds=1)) == 1
    signed_in(workspace, at=last + WINDOW)


def test_accounts_that_do_not_exist_lock_alike(workspace: Workspace) -> None:
    joined(workspace)
    for name in ("ana", "nobody"):
        for n in range(PER_ACCOUNT):
            fail(workspace, name, at=NOON + n * MINUTE)
    at = NOON + 5 * MINUTE
    assert locked(workspace, "ana", at=at) == locked(workspace, "nobody", at=at) == 14


def test_trying_during_the_lock_does_not_prolong_it(workspace: Workspace) -> None:
    joined(workspace)
    for _ in range(PER_ACCOUNT):
        fail(workspace, "ana")
    for n in range(14):
        assert locked(workspace, "ana", at=NOON + n * MINUTE) == 15 - n
    signed_in(workspace, at=NOON + WINDOW)


def test_slow_mistakes_do_not_lock(workspace: Workspace) -> None:
    joined(workspace)
    for n in range(12):
        fail(workspace, "ana", at=NOON + n * 4 * MINUTE)
    signed_in(workspace, at=NOON + 48 * MINUTE)


def test_success_clears_the_account_s_mistakes(workspace: Workspace) -> None:
    joined(workspace)
    for _ in range(3):
        for _ in range(PER_ACCOUNT - 1):
            fail(workspace, "ana")
        signed_in(workspace)


def test_an_address_locks_for_every_account(workspace: Workspace) -> None:
    joined(workspace)
    for n in range(PER_ADDRESS):
        fail(workspace, f"guess{n}", "2001:db8::7")
    assert locked(workspace, "ana", "2001:db8::ffff:8") == 15
    sign_in(workspace, "ana@a.example", PHRASE, "2001:db8:0:1::7", NOON)


def test_an_account_of_one_s_own_does_not_unlock_the_address(workspace: Workspace) -> None:
    joined(workspace)
    for n in range(PER_ADDRESS - 1):
        fail(workspace, f"guess{n}")
    signed_in(workspace)
    fail(workspace, "guess")
    assert locked(workspace, "ana") == 15


def test_many_attempts_at_once_are_counted_like_others(home: Path) -> None:
    with opened(home) as workspace:
        joined(workspace)
    told: list[type[Exception]] = []

    def attempt() -> None:
        with opened(home) as own:
            try:
                sign_in(own, "ana@a.example", "not the password", HERE, NOON)
            except (SignInRefused, TooManyAttempts) as error:
                told.append(type(error))

    threads = [threading.Thread(target=attempt) for _ in range(PER_ACCOUNT + 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(SignInRefused) == PER_ACCOUNT
    assert told.count(TooManyAttempts) == 5


def test_nothing_secret_or_personal_is_kept_of_attempts(workspace: Workspace) -> None:
    joined(workspace)
    session = signed_in(workspace)
    fail(workspace, "somebody", "198.51.100.23")
    kept = content(workspace)
    for secret in (PHRASE, session.token, "198.51.100.23", "somebody@a.example", HERE):
        assert secret not in kept
    assert session.token not in repr(session)


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 6))
def test_a_lock_lasts_from_the_last_of_so_many_in_the_window(gaps: list[int], limit: int) -> None:
    times = [NOON + MINUTE * sum(gaps[: n + 1]) for n in range(len(gaps))]
    newest = times[::-1]
    end = lock_end(newest[:limit], limit)
    if len(times) < limit or newest[0] - newest[limit - 1] > WINDOW:
        assert end is None
    else:
        assert end == newest[0] + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_who_has_one_ipv6_address_has_its_whole_network(address: str, counted: str) -> None:
    assert network(address) == counted


def test_a_new_password_ends_other_sessions(workspace: Workspace) -> None:
    ana = joined(workspace)
    here, there = signed_in(workspace).token, signed_in(workspace).token
    change = PasswordChange(PHRASE, OTHER_PHRASE, here)
    change_password(acting(ana), workspace, change, HERE, NOON)
    assert who(workspace, here, NOON) == ana
    assert who(workspace, there, NOON) is None
    fail(workspace, "ana")
    signed_in(workspace, password=OTHER_PHRASE)
    assert PHRASE not in repr(change)
    assert here not in repr(change)


@pytest.mark.parametrize(
    ("current", "new", "expected"),
    [
        ("not the password", OTHER_PHRASE, ("current", "wrong_password")),
        (PHRASE, "short", ("password", "password_too_short")),
        (PHRASE, "ana@a.example!", ("password", "password_has_email")),
    ],
)
def test_a_password_is_changed_by_who_knows_it_to_a_good_one(
    workspace: Workspace, current: str, new: str, expected: tuple[str, str]
) -> None:
    actor = acting(joined(workspace))
    with pytest.raises(InvalidRecord) as caught:
        change_password(actor, workspace, PasswordChange(current, new, ""), HERE, NOON)
    assert [(error.dotted, error.code) for error in caught.value.errors] == [expected]
    signed_in(workspace)


def test_a_stolen_session_cannot_guess_the_password(workspace: Workspace) -> None:
    actor = acting(joined(workspace))
    change = PasswordChange("guess", OTHER_PHRASE, "")
    for _ in range(PER_ACCOUNT):
        with pytest.raises(InvalidRecord):
            change_password(actor, workspace, change, HERE, NOON)
    with pytest.raises(TooManyAttempts):
        change_password(actor, workspace, change, HERE, NOON)
    with pytest.raises(SignInNeeded):
        change_password(ANONYMOUS, workspace, change, HERE, NOON)


def test_signing_in_renews_a_hash_of_older_parameters(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = joined(workspace)
    old = credentials.password_hash(workspace.db, ana.id)
    signed_in(workspace)
    assert credentials.password_hash(workspace.db, ana.id) == old
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 16, 1))
    signed_in(workspace)
    new = credentials.password_hash(workspace.db, ana.id)
    assert new is not None
    assert new.startswith("$argon2id$v=19$m=16,t=1,p=1$")
    signed_in(workspace)


def interfering(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that happens while a password is compared."""
    compare = passwords.matches

    def meanwhile(kept: str | None, password: str) -> bool:
        act()
        return compare(kept, password)

    monkeypatch.setattr("catalogue.services.signing_in.matches", meanwhile)


def test_who_is_deactivated_meanwhile_does_not_get_in(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = joined(workspace)
    interfering(lambda: people.deactivate(COMMAND_LINE, workspace, ana.id), monkeypatch)
    with pytest.raises(SignInRefused):
        signed_in(workspace)


def test_expired_sessions_are_cleared_away(workspace: Workspace) -> None:
    joined(workspace)
    for day in range(4):
        signed_in(workspace, at=NOON + day * 8 * DAY)
    assert workspace.db.execute("SELECT count(*) FROM session").fetchone() == (1,)
