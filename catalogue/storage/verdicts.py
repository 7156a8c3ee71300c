"""What reviewers found about pairs. Verdicts are added, never changed: the latest counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.pair import Matched
from catalogue.domain.verdict import Verdict

from .connection import require_transaction
from .signature import Signature
from .times import from_text, to_text

_ALL = (
    "SELECT seq, proposal, matched_type, matched, label, note, person, at,"
    " proposal_digest, matched_digest FROM verdict"
)


@dataclass(frozen=True)
class Judged:
    """A verdict on a pair, who gave it when, and digests of what both sides then were."""

    seq: int
    proposal_id: str
    verdict: Verdict
    person: str
    at: datetime
    proposal_digest: str
    matched_digest: str

    def seen_from(self, proposal_id: str) -> tuple[Matched, str, str]:
        """The other side, and the digests of one's own side and of the other.

        Two proposals are a pair whichever of them was reviewed.
        """
        if self.proposal_id == proposal_id:
            return self.verdict.matched, self.proposal_digest, self.matched_digest
        return Matched("proposal", self.proposal_id), self.matched_digest, self.proposal_digest


def add(
    db: Database,
    proposal_id: str,
    verdict: Verdict,
    digests: tuple[str, str],
    signed: Signature,
) -> Judged:
    """Keep a verdict; ``digests`` are those of the proposal and of the other side.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    written = db.execute(
        "INSERT INTO verdict (proposal, matched_type, matched, label, note, person, at,"
        " proposal_digest, matched_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            proposal_id,
            *verdict.matched,
            verdict.label.value,
            verdict.note,
            signed.person,
            to_text(signed.at),
            *digests,
        ],
    )
    row = db.execute(f"{_ALL} WHERE seq = ?", [written.lastrowid]).fetchone()
    return _judged(row)


def about(db: Database, proposal_id: str) -> dict[Matched, Judged]:
    """The latest verdict on each pair that the proposal is a side of, by the other side."""
    rows = db.execute(
        f"{_ALL} WHERE proposal = :id OR (matched_type = 'proposal' AND matched = :id)"
        " ORDER BY seq",
        {"id": proposal_id},
    )
    judged = [_judged(row) for row in rows]
    return {one.seen_from(proposal_id)[0]: one for one in judged}


def all(db: Database) -> list[Judged]:
    """Every verdict, oldest first: the labels from which matching learns."""
    return [_judged(row) for row in db.execute(f"{_ALL} ORDER BY seq")]


def _judged(row: tuple[Any, ...]) -> Judged:
    seq, proposal_id, kind, other, label, note, person, at, *digests = row
    proposal_digest, matched_digest = digests
    return Judged(
        seq=seq,
        proposal_id=proposal_id,
        verdict=Verdict(type=kind, id=other, label=label, note=note),
        person=person,
        at=from_text(at),
        proposal_digest=proposal_digest,
        matched_digest=matched_digest,
    )
