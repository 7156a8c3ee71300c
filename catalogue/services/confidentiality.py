"""What may be shown of what was found: another body's proposal is nobody else's business.

Every page, feed and answer that shows matches to anybody takes them from
``visible_matches``, or from what is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from catalogue.domain.match import Band, Match
from catalogue.domain.pair import Matched
from catalogue.storage import records

from .permissions import Action, Actor, may, may_somewhere
from .presenting import match_for_machines
from .workspace import Workspace

T = TypeVar("T")

WARNED_OF = frozenset({Band.duplicate, Band.overlap})
"""The bands that ask for an answer before a proposal is submitted."""


@dataclass(frozen=True)
class Visible:
    """What somebody may see of a check's matches, the strongest first.

    ``hidden_overlap`` says that a proposal of another body resembles the
    checked one, and nothing else: neither which, nor whose, nor how many, nor
    how much. A reviewer will bring both together.
    """

    matches: tuple[Match, ...]
    hidden_overlap: bool

    @property
    def warnings(self) -> tuple[Match, ...]:
        """The matches that ask for an answer."""
        return tuple(match for match in self.matches if match.band in WARNED_OF)


def visible_matches(actor: Actor, workspace: Workspace, matches: Iterable[Match]) -> Visible:
    """The matches that the actor may see; hidden ones leave at most word of an overlap.

    That word reaches those who can propose; a stranger learns nothing of
    proposals. Take matches from a check that counts types apart, lest those
    that are left tell by their number how many are not.
    """
    found = {Matched(match.type, match.id): match for match in matches}
    seen = _seen(actor, workspace, found)
    shown = tuple(match for pair, match in found.items() if pair in seen)
    hidden = any(match.band in WARNED_OF for pair, match in found.items() if pair not in seen)
    return Visible(shown, hidden and may_somewhere(actor, Action.create_proposal))


def visible_answers(
    actor: Actor, workspace: Workspace, answers: Mapping[Matched, T]
) -> dict[Matched, T]:
    """What was answered about things that the actor may see.

    Somebody of two public bodies may have answered about what their colleagues
    in one of them must not know.
    """
    seen = _seen(actor, workspace, answers)
    return {matched: answer for matched, answer in answers.items() if matched in seen}


def for_machines(visible: Visible) -> dict[str, Any]:
    """What is visible as plain data."""
    return {
        "matches": [match_for_machines(match) for match in visible.matches],
        "hidden_overlap": visible.hidden_overlap,
    }


def _seen(actor: Actor, workspace: Workspace, pairs: Iterable[Matched]) -> set[Matched]:
    """Those of the records that the actor may know of."""
    asked = list(pairs)
    ids = [one.id for one in asked if one.type == "proposal"]
    held = records.fetch(workspace.db, "proposal", ids)
    return {
        one
        for one in asked
        if one.type == "component"
        or (one.id in held and may(actor, Action.see_proposal, held[one.id]))
    }
