"""A file that comes again, and what people have changed here since: theirs stays, and is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.errors import InvalidRecord, NotFound
from catalogue.domain.proposal import Proposal
from catalogue.formats.findings import Finding, Location, Severity
from catalogue.storage import drafts, records, reviews, submissions
from catalogue.storage.documents import read_document
from catalogue.storage.records import Stored
from catalogue.storage.resolution import resolved

IMPORTED = "imported"
"""The action of a revision that a file made."""

_NOT_SAID: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True)
class Conflict:
    """A record that a file would change where people changed it here.

    ``here`` and ``there`` are its documents in the catalogue and in the file,
    ``fields`` those that were left as they are here. ``closed`` says that the
    file's cannot be taken at all: a proposal that is being written, reviewed
    or was decided here. ``revision`` is the one in the catalogue.
    """

    location: Location
    record: Component | Proposal
    revision: int
    fields: tuple[str, ...]
    here: Mapping[str, Any]
    there: Mapping[str, Any]
    closed: bool = False

    @property
    def finding(self) -> Finding:
        """What was left aside, and where it stands in the file."""
        code = "at_work" if self.closed else "edited_here"
        params = {"fields": ", ".join(self.fields)}
        return Finding(self.location, self.record.id, code, params, Severity.warning)


def merged(
    db: Database, arriving: Component | Proposal, location: Location, actor: str
) -> tuple[Component | Proposal, Conflict | None]:
    """What to store of a record that arrives, and what of the file was left aside for it.

    A field that a person gave its present value keeps it; a file that says
    nothing of such a field says nothing against it. Every other field becomes
    what the file says. Raises RuntimeError outside a transaction.
    """
    try:
        stored: Stored[Any] = records.get(db, arriving.type, arriving.id)
    except NotFound:
        return arriving, None
    arriving = resolved(db, arriving, actor=actor)
    here, there = (one.model_dump(mode="json") for one in (stored.record, arriving))
    differing = tuple(name for name in there if here[name] != there[name])
    if not differing:
        return arriving, None
    if isinstance(arriving, Proposal) and _is_at_work(db, arriving.id):
        return stored.record, Conflict(
            location, stored.record, stored.revision, differing, here, there, closed=True
        )
    edited = _edited(db, stored.record)
    own = [name for name in differing if name in edited]
    kept = tuple(name for name in own if not _says_nothing(there[name]))
    try:
        both = {**there, **{name: here[name] for name in own}}
        made = read_document(arriving.type, json.dumps(both))
    except InvalidRecord:  # what remains of both is no record: nothing of the file is taken
        made, kept = stored.record, differing
    if not kept:
        return made, None
    return made, Conflict(location, stored.record, stored.revision, kept, here, there)


def _is_at_work(db: Database, proposal_id: str) -> bool:
    """Whether people write, review or decided the proposal here."""
    return (
        submissions.latest(db, proposal_id) is not None
        or reviews.find(db, proposal_id) is not None
        or drafts.find(db, proposal_id) is not None
        or any(one.action != IMPORTED for one in records.history(db, "proposal", proposal_id))
    )


def _edited(db: Database, record: Component | Proposal) -> set[str]:
    """The fields whose present value a person gave."""
    edited: set[str] = set()
    for revision in records.history(db, record.type, record.id):
        changed = revision.changes or {
            name for name, value in revision.document.items() if not _says_nothing(value)
        }
        edited = edited - set(changed) if revision.action == IMPORTED else edited | set(changed)
    return edited - {"type", "id"}


def _says_nothing(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_says_nothing(one) for one in value.values())
    return value in _NOT_SAID
