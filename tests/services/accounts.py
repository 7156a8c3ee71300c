"""People for tests, and the time at which tests happen."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from catalogue.domain.person import Person
from catalogue.services import people
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.signing_in import SignedIn, sign_in
from catalogue.services.workspace import Workspace

NOON = datetime(2018, 5, 21, 12, 0, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

PHRASE = "un chemin de pierre"
OTHER_PHRASE = "correct horse battery"
HERE = "192.0.2.7"


def joined(
    workspace: Workspace, name: str = "ana", password: str | None = PHRASE, **fields: Any
) -> Person:
    """Somebody with an account."""
    data = {"email": f"{name}@a.example", "name": name.title(), **fields}
    return people.add(COMMAND_LINE, workspace, data, password=password)


def signed_in(
    workspace: Workspace, name: str = "ana", at: datetime = NOON, password: str = PHRASE
) -> SignedIn:
    """Somebody's new session."""
    return sign_in(workspace, f"{name}@a.example", password, HERE, at)
