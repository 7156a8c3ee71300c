"""Pairs that a reviewer found distinct are not raised again, until one side changes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from catalogue.domain.match import Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.verdict import Label
from catalogue.storage import records, verdicts
from catalogue.storage.submissions import State, Submission
from catalogue.storage.verdicts import Judged

from .material import material_digest


def settled_pairs(db: Database, proposal: Proposal) -> frozenset[Matched]:
    """The other sides of pairs whose verdict is *distinct* and still holds for both texts."""
    own = material_digest(proposal)
    return frozenset(
        pair
        for pair, judged in verdicts.about(db, proposal.id).items()
        if judged.verdict.label is Label.distinct
        and judged.seen_from(proposal.id)[1:] == (own, digest_now(db, pair))
    )


def strongest_open(submission: Submission, judged: Mapping[Matched, Judged]) -> Match | None:
    """The most probable match that no reviewer has found distinct since it was found."""
    still_open = [
        match
        for match in submission.result.matches
        if not _found_distinct(judged.get(Matched(match.type, match.id)), submission)
    ]
    return max(still_open, key=lambda match: match.log_odds, default=None)


def state_now(db: Database, pair: Matched) -> State:
    """The revision and the digest of a record; 0 and nothing where it is gone."""
    if not records.fetch(db, pair.type, [pair.id]):
        return State(0, "")
    stored = records.get(db, pair.type, pair.id)
    return State(stored.revision, material_digest(stored.record))


def digest_now(db: Database, pair: Matched) -> str:
    """The digest of what a record now says; nothing where it is gone."""
    return state_now(db, pair).digest


def _found_distinct(judged: Judged | None, submission: Submission) -> bool:
    return (
        judged is not None and judged.verdict.label is Label.distinct and judged.at >= submission.at
    )
