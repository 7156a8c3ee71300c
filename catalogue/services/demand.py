"""Demand without supply: what people look for and propose that no shared component does yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.domain.concept import Concept
from catalogue.storage import demand, searches
from catalogue.storage.demand import Wanted
from catalogue.storage.searches import Tally

from .gathering import Gathered, gather
from .permissions import Action, Actor, Scope, require, scopes
from .searches import MONTHS_SHOWN, OFTEN_ENOUGH, months_ago, never_opened
from .small_numbers import FEWEST, at_least, enough
from .workspace import Workspace

MOST_WORDS_READ = 500
"""Words looked for that are gathered, those most often in vain; each costs some 2 ms to read."""

MOST_NAMED = 5


@dataclass(frozen=True)
class Proposed:
    """What is proposed of something that nobody shares.

    ``cost`` is in Canadian dollars, None where nobody states any that may be told. Where it is
    ``rounded``, the figures are what is reached at least, and ``wanted`` are not named.
    """

    proposals: int
    bodies: int
    cost: float | None
    rounded: bool
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class Unmet:
    """Something that is asked for and that nobody shares.

    It is called by its ``concept``, else by the first of its ``words``, else by the title of its
    first proposal. ``looked_for`` counts searches without an answer, or of which no answer was
    opened; ``by_software`` those of other software without an answer. ``proposed`` is None
    where there is nothing, or nothing to tell this reader.
    """

    concept: Concept | None
    words: tuple[str, ...]
    looked_for: int
    by_software: int
    proposed: Proposed | None

    @property
    def asks(self) -> int:
        """How many ask for it, as far as the reader may know."""
        return self.looked_for + (self.proposed.proposals if self.proposed else 0)


@dataclass(frozen=True)
class Demand:
    """What is asked for and not there, since a day; most asked for first.

    ``unchecked`` is how many proposals were never checked, of which nothing can be said; None
    for a reader who may not know of others' proposals.
    """

    since: date
    unmet: tuple[Unmet, ...]
    unchecked: int | None


def unmet_demand(actor: Actor, workspace: Workspace, today: date, most: int = 50) -> Demand:
    """What people look for in vain and propose anew.

    Who may see every proposal is told of each. Others learn of proposals only where several
    bodies besides their own have one, rounded and without a title. Raises NotAllowed.
    """
    require(actor, Action.see_demand)
    since = months_ago(today, MONTHS_SHOWN - 1)
    looked_for = _in_vain(searches.tallies(workspace.db, since))
    wanted = list(demand.unserved(workspace.db))
    checked = [one for one in wanted if one.checked]
    texts = [one.words for one in looked_for] + [one.title for one in checked]
    told = [
        _told(actor, workspace, group, looked_for, checked) for group in gather(workspace, texts)
    ]
    unmet = sorted((one for one in told if one is not None), key=_most_asked_first)
    return Demand(
        since=date.fromisoformat(f"{since}-01"),
        unmet=tuple(unmet[:most]),
        unchecked=len(wanted) - len(checked) if _sees_all(actor) else None,
    )


def _in_vain(tallies: Iterable[Tally]) -> list[Tally]:
    """What was looked for and not found, the most often so first."""
    found = [one for one in tallies if _looked_for(one) or one.software_without_answer]
    found.sort(key=lambda one: (-_looked_for(one), -one.software_without_answer, one.words))
    return found[:MOST_WORDS_READ]


def _looked_for(one: Tally) -> int:
    """Searches without an answer, or all of them where no answer was ever opened."""
    return one.asked if never_opened(one) else one.without_answer


def _told(
    actor: Actor,
    workspace: Workspace,
    group: Gathered,
    looked_for: Sequence[Tally],
    wanted: Sequence[Wanted],
) -> Unmet | None:
    """What a reader may know of a group; None where that is nothing, or has no name."""
    searched = [looked_for[place] for place in group.members if place < len(looked_for)]
    proposed = [wanted[at - len(looked_for)] for at in group.members if at >= len(looked_for)]
    words = [one.words for one in searched if one.asked + one.by_software >= OFTEN_ENOUGH]
    unmet = Unmet(
        concept=workspace.thesaurus.concepts[group.concept] if group.concept else None,
        words=tuple(words[:MOST_NAMED]),
        looked_for=sum(map(_looked_for, searched)),
        by_software=sum(one.software_without_answer for one in searched),
        proposed=_proposed(actor, proposed),
    )
    named = unmet.concept or unmet.words or (unmet.proposed and unmet.proposed.wanted)
    often = unmet.looked_for + unmet.by_software >= OFTEN_ENOUGH
    return unmet if named and (often or unmet.proposed) else None


def _proposed(actor: Actor, wanted: Sequence[Wanted]) -> Proposed | None:
    bodies = {one.organization for one in wanted} - {None}
    costs = {one.organization: one.cost for one in wanted if one.cost is not None}
    cost = sum(one.cost for one in wanted if one.cost is not None)
    if not wanted:
        return None
    if _sees_all(actor):
        return Proposed(len(wanted), len(bodies), cost if costs else None, False, tuple(wanted))
    if not enough(bodies, actor.organizations):
        return None
    told = at_least(cost) if enough(costs, actor.organizations) else None
    proposals, several = (max(FEWEST, at_least(len(one))) for one in (wanted, bodies))
    return Proposed(proposals, several, told, True, ())


def _most_asked_first(one: Unmet) -> tuple[object, ...]:
    cost = one.proposed.cost if one.proposed else None
    named = one.concept.id if one.concept else ""
    return -one.asks, -(cost or 0), -one.by_software, named, one.words


def _sees_all(actor: Actor) -> bool:
    return Scope.any in scopes(actor, Action.see_proposal)
