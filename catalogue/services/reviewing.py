"""All that a reviewer needs to judge a proposal, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.domain.match import Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.response import Response
from catalogue.storage import comments, decisions, reviews, submissions, verdicts
from catalogue.storage.comments import Said
from catalogue.storage.decisions import Taken
from catalogue.storage.reviews import Review
from catalogue.storage.submissions import Submission
from catalogue.storage.verdicts import Judged

from .permissions import Action, Actor, may
from .standing import standing
from .workspace import Workspace


@dataclass(frozen=True)
class Weighed:
    """Something that the check found, what the sponsor answered, and what a reviewer found."""

    match: Match
    response: Response | None
    verdict: Judged | None


@dataclass(frozen=True)
class Case:
    """A proposal under review, nothing hidden.

    ``submissions`` are in the order of time; none for a proposal that came in
    a file and was never checked, which is not the same as one without
    matches. ``weighed`` are the last one's matches, strongest first.
    ``verdicts`` are all those on this proposal, settled pairs' too.
    ``may_decide`` says whether the reader is free of conflicts of interest.
    """

    proposal: Proposal
    revision: int
    submissions: tuple[Submission, ...]
    weighed: tuple[Weighed, ...]
    verdicts: Mapping[Matched, Judged]
    decisions: tuple[Taken, ...]
    comments: tuple[Said, ...]
    review: Review | None
    may_decide: bool

    @property
    def number(self) -> int:
        """The number of the submission to decide on; 0 where there is none."""
        return self.submissions[-1].number if self.submissions else 0


def case(actor: Actor, workspace: Workspace, proposal_id: str) -> Case:
    """The whole file of a submitted proposal.

    Raises NotFound, NotAllowed and ConflictOfInterest.
    """
    db = workspace.db
    found = standing(actor, db, proposal_id, Action.see_review)
    made = submissions.of(db, proposal_id)
    judged = verdicts.about(db, proposal_id)
    return Case(
        proposal=found.submitted(),
        revision=found.revision,
        submissions=tuple(made),
        weighed=_weighed(made[-1], judged) if made else (),
        verdicts=judged,
        decisions=tuple(decisions.of(db, proposal_id)),
        comments=tuple(comments.of(db, proposal_id)),
        review=reviews.find(db, proposal_id),
        may_decide=may(actor, Action.decide_proposal, found.belonging, authors=found.authors),
    )


def _weighed(last: Submission, judged: Mapping[Matched, Judged]) -> tuple[Weighed, ...]:
    answers = {one.matched: one for one in last.responses}
    return tuple(
        Weighed(match, answers.get(pair), judged.get(pair))
        for match in last.result.matches
        for pair in [Matched(match.type, match.id)]
    )
