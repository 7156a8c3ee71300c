"""How often an account, or an address, may be tried before it has to wait.

An attempt counts as failed from the moment it is made until it succeeds, so
that many at once are not more than many after one another.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Literal

from catalogue.domain.errors import CatalogueError
from catalogue.domain.person import account_name
from catalogue.storage import attempts
from catalogue.storage.connection import transaction

from .instance_key import key_for
from .workspace import Workspace

PER_ACCOUNT = 5
PER_ADDRESS = 20
"""Higher than for an account: all of a public body's people may share one address."""

WINDOW = timedelta(minutes=15)
"""Within this time the attempts are counted, and for this long the lock holds."""

Purpose = Literal["sign_in", "reset", "advice", "searched"]


class TooManyAttempts(CatalogueError):
    """Too many attempts failed; ``minutes`` says in how many to try again, ``until`` when."""

    code = "too_many_attempts"

    def __init__(self, until: datetime, at: datetime) -> None:
        self.until = until
        super().__init__(minutes=ceil((until - at) / timedelta(minutes=1)))


def count_attempt(
    workspace: Workspace, purpose: Purpose, email: str, address: str, at: datetime
) -> None:
    """Count an attempt on the account of this e-mail address, from this network address.

    The account need not exist: what is answered must not tell. Raises
    TooManyAttempts, and counts nothing, while either is locked.
    """
    account = account_key(workspace, purpose, email)
    place = kept_key(workspace, purpose, "address", network(address))
    with transaction(workspace.db) as db:
        attempts.forget_before(db, at - 2 * WINDOW)
        ends = (
            lock_end(attempts.latest(db, "account", account, PER_ACCOUNT), PER_ACCOUNT),
            lock_end(attempts.latest(db, "address", place, PER_ADDRESS), PER_ADDRESS),
        )
        if locked := [end for end in ends if end is not None and end > at]:
            raise TooManyAttempts(max(locked), at)
        attempts.note(db, account, place, at)


def account_key(workspace: Workspace, purpose: Purpose, email: str) -> str:
    """How attempts on the account of this e-mail address are kept."""
    return kept_key(workspace, purpose, "account", account_name(email))


def lock_end(latest: Sequence[datetime], limit: int) -> datetime | None:
    """When the lock ends that these attempts, newest first, brought about; None without a lock."""
    if len(latest) < limit or latest[0] - latest[limit - 1] > WINDOW:
        return None
    return latest[0] + WINDOW


def network(address: str) -> str:
    """The address, or of IPv6 the /64 network: one subscriber has all addresses of it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> 64 << 64))


def kept_key(workspace: Workspace, purpose: Purpose, kind: str, text: str) -> str:
    """What stands for a name or an address where attempts are kept; it tells nobody whose."""
    message = f"{purpose}\n{kind}\n{text}".encode("utf-8", "surrogatepass")
    return hmac.new(key_for(workspace.home, "attempts"), message, hashlib.sha256).hexdigest()
