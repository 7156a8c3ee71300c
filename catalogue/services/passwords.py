"""Turning passwords into what may be kept, and comparing them with it."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from catalogue.domain.errors import InvalidRecord
from catalogue.domain.password import MOST, normal, password_flaws

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""Argon2id with 19 MiB, two passes and one thread, the least that OWASP's Password Storage Cheat
Sheet advises: on two cores, a flood of sign-ins costs about 35 ms and little memory each."""


def hashed(password: str, email: str) -> str:
    """What is kept of a new password for the account of this address.

    Raises InvalidRecord, with a located error that does not tell the password,
    where it is not good enough.
    """
    if flaws := password_flaws(password, email):
        raise InvalidRecord(flaws)
    return HASHER.hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password of which ``kept`` was kept; never where nothing was.

    Takes as long in either case, so that nobody learns which accounts exist.
    """
    too_long = len(password) > MOST
    try:
        HASHER.verify(kept or _nobodys(HASHER), _bytes("" if too_long else password))
    except VerifyMismatchError:
        return False
    return kept is not None and not too_long


def renewed(kept: str, password: str) -> str | None:
    """The same password hashed with today's parameters; None where it already is."""
    return HASHER.hash(_bytes(password)) if HASHER.check_needs_rehash(kept) else None


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("of an account that does not exist")


def _bytes(password: str) -> bytes:
    return normal(password).encode("utf-8", "surrogatepass")
