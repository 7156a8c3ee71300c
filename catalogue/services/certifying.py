"""Certificates of search: proof that a proposal was checked, with what and to what end."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.text import Language
from catalogue.storage import audit, decisions, records, submissions
from catalogue.storage.audit import Entry
from catalogue.storage.decisions import Taken
from catalogue.storage.submissions import Submission

from .permissions import Action, Actor
from .snapshots import CHECKED, sealed
from .standing import standing
from .submitting import Submitted, submitted
from .workspace import Workspace

_GROUPS, _GROUP = 4, 4
_BYTES = _GROUPS * _GROUP * 5 // 8
_MISREAD = str.maketrans("018", "OIB")


@dataclass(frozen=True)
class Certificate:
    """What was asked, of what, by which means, what came back, and what was answered.

    ``code`` is the beginning of ``seal``, the hash of the audit log's entry
    number ``entry``. ``digest`` is that of the words that were compared,
    ``language`` the one in which the proposal says it is written.
    ``components`` counts those in the catalogue at that time; ``fresh`` says
    whether every change before it was compared too. ``encoders`` are those that
    read meaning; none where words alone were compared. ``whole`` says that
    nothing of it was altered since. ``decision`` is the one on this submission.
    """

    code: str
    proposal_id: str
    title: str
    language: Language | None
    organization: str | None
    revision: int
    digest: str
    made: Submitted
    components: int
    fresh: bool
    encoders: tuple[str, ...]
    entry: int
    seal: str
    whole: bool
    decision: Taken | None


@dataclass(frozen=True)
class Attested:
    """What a certificate's code proves to whoever holds it: nothing that the proposal says."""

    code: str
    at: datetime
    components: int
    model: str
    whole: bool


def certificate(actor: Actor, workspace: Workspace, proposal_id: str, number: int) -> Certificate:
    """The certificate of a submission, as far as the actor may see what was found.

    Raises NotFound, SignInNeeded and NotAllowed.
    """
    db = workspace.db
    found = standing(actor, db, proposal_id, Action.see_proposal)
    held = _submission(db, proposal_id, number)
    entry = _entry(db, held)
    index = held.result.index
    document = _document(db, held)
    return Certificate(
        code=_code(entry),
        proposal_id=proposal_id,
        title=document["title"],
        language=document.get("language"),
        organization=found.organization,
        revision=held.proposal_revision,
        digest=held.digest,
        made=submitted(actor, workspace, held),
        components=records.count_at(db, "component", held.at),
        fresh=index.fresh,
        encoders=index.encoders,
        entry=entry.seq,
        seal=entry.hash,
        whole=_is_whole(db, entry, held),
        decision=_decision(decisions.of(db, proposal_id), number),
    )


def attested(workspace: Workspace, code: str) -> Attested:
    """What the catalogue confirms of a certificate, of which somebody has the code.

    Small letters, spaces and hyphens do not matter, nor digits that look like
    letters. Raises NotFound.
    """
    db = workspace.db
    entry = audit.sealed_with(db, CHECKED, _beginning(code))
    if entry is None:
        raise NotFound(type="certificate", id=code)
    proposal_id = entry.subject.partition("/")[2]
    held = _submission(db, proposal_id, entry.details["submission"])
    return Attested(
        code=_code(entry),
        at=held.at,
        components=records.count_at(db, "component", held.at),
        model=held.result.model,
        whole=_is_whole(db, entry, held),
    )


def _code(entry: Entry) -> str:
    """Sixteen letters and digits in groups: 80 bits, which nobody guesses."""
    text = base64.b32encode(bytes.fromhex(entry.hash)[:_BYTES]).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _beginning(code: str) -> str:
    """The hexadecimal digits with which the hash behind a code begins. Raises NotFound."""
    bare = "".join(filter(str.isalnum, code)).upper().translate(_MISREAD)
    if len(bare) != _GROUPS * _GROUP:
        raise NotFound(type="certificate", id=code)
    try:
        return base64.b32decode(bare).hex()
    except ValueError as error:
        raise NotFound(type="certificate", id=code) from error


def _submission(db: Database, proposal_id: str, number: int) -> Submission:
    found = submissions.find(db, proposal_id, number)
    if found is None:
        raise NotFound(type="submission", id=str(number))
    return found


def _entry(db: Database, held: Submission) -> Entry:
    for one in audit.entries(db, subject=f"proposal/{held.proposal_id}"):
        if one.action == CHECKED and one.details.get("submission") == held.number:
            return one
    raise NotFound(type="certificate", id=f"{held.proposal_id}/{held.number}")


def _is_whole(db: Database, entry: Entry, held: Submission) -> bool:
    """Whether the log is as written here, and the submission as the log has it."""
    said = json.loads(json.dumps(sealed(held)))
    # An entry of an earlier version says less of it.
    same = all(said.get(name) == value for name, value in entry.details.items())
    return same and audit.is_whole(db, entry.seq)


def _document(db: Database, held: Submission) -> dict[str, Any]:
    """The proposal as it was submitted."""
    for one in records.history(db, "proposal", held.proposal_id):
        if one.number == held.proposal_revision:
            return one.document
    raise NotFound(type="proposal", id=held.proposal_id)


def _decision(taken: Sequence[Taken], number: int) -> Taken | None:
    return next((one for one in taken if one.submission == number), None)
