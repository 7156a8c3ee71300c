"""A reviewer finds whether two things are the same, and need not be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import EditConflict, NotFound
from catalogue.domain.pair import Matched
from catalogue.domain.validation import validate
from catalogue.domain.verdict import Verdict
from catalogue.storage import audit, authors, records, submissions, verdicts
from catalogue.storage.connection import transaction
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment
from catalogue.storage.verdicts import Judged

from .material import material_digest
from .permissions import Action, Actor, require
from .settling import digest_now
from .snapshots import renew_risk
from .standing import standing
from .typed import without_blanks
from .workspace import Workspace


class JudgedMeanwhile(EditConflict):
    """Somebody else gave a verdict on the pair since it was read: ``current`` is theirs."""

    code = "judged_meanwhile"

    def __init__(self, current: Judged) -> None:
        super().__init__(label=current.verdict.label.value, at=current.at.isoformat())
        self.current = current


def judge(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    data: Mapping[str, Any],
    *,
    expected: int | None = None,
    at: datetime | None = None,
) -> Judged:
    """Give a verdict on the proposal and something that a check found; the latest counts.

    ``data`` holds the fields of a Verdict; ``expected`` is the ``seq`` of the
    verdict that the reviewer read, 0 for none, None for whatever it is. The
    same again changes nothing. Raises InvalidRecord, NotFound (for a pair that
    no check found, too), NotAllowed, ConflictOfInterest (with either side) and
    JudgedMeanwhile.
    """
    verdict = validate(Verdict, without_blanks(data) or {})
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.give_verdict)
        _require_pair(db, proposal_id, verdict.matched)
        _require_no_interest(actor, db, verdict.matched)
        before = verdicts.about(db, proposal_id).get(verdict.matched)
        if before and (before.verdict, before.person) == (verdict, actor.recorded):
            return before
        if before and expected not in (None, before.seq):
            raise JudgedMeanwhile(before)
        digests = (material_digest(found.submitted()), digest_now(db, verdict.matched))
        signed = Signature(actor.recorded, moment(at))
        judged = verdicts.add(db, proposal_id, verdict, digests, signed)
        _follow(db, proposal_id, judged)
        return judged


def _require_pair(db: Database, proposal_id: str, matched: Matched) -> None:
    met = {pair for one in submissions.of(db, proposal_id) for pair in (*one.matched, *one.settled)}
    if matched not in met:
        raise NotFound(type=matched.type, id=matched.id)


def _require_no_interest(actor: Actor, db: Database, matched: Matched) -> None:
    """A reviewer of the other proposal's own body has a side, too."""
    if matched.type == "proposal":
        other = records.get(db, "proposal", matched.id).record
        require(actor, Action.give_verdict, other, authors=authors.of(db, matched.id))


def _follow(db: Database, proposal_id: str, judged: Judged) -> None:
    renew_risk(db, proposal_id)
    if judged.verdict.type == "proposal":
        renew_risk(db, judged.verdict.id)
    details = judged.verdict.model_dump(mode="json", exclude_none=True)
    audit.append(db, judged.person, "judged", f"proposal/{proposal_id}", details, judged.at)
