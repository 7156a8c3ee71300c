"""Components that one which is about to be registered may be once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.component import Component
from catalogue.domain.errors import InvalidRecord
from catalogue.domain.match import Band, Match
from catalogue.domain.organization import Organization
from catalogue.storage import organizations, records

from .checking import Wanted
from .corpora import model_in_force
from .describing import TYPED, described
from .fresh_check import PATIENCE, check_now
from .permissions import Action, Actor, require_somewhere
from .typed import without_blanks
from .workspace import Workspace

MOST_SHOWN = 3
"""More would be answered without being read."""

_NOBODYS = "~"
"""No record's identifier: what is typed has none yet."""


@dataclass(frozen=True)
class Lookalike:
    """A registered component that the typed one may be, its owner, and what speaks for it."""

    component: Component
    owner: Organization | None
    match: Match


def likely_same(
    actor: Actor, workspace: Workspace, data: Mapping[str, Any]
) -> tuple[Lookalike, ...]:
    """The few components that the typed one may duplicate, the most alike first; none retired.

    Fields that cannot be read are left out; without a name there is nothing to
    compare. Raises NotAllowed and CheckCouldNotRun.
    """
    require_somewhere(actor, Action.register_component)
    typed = _readable(workspace, data)
    if typed is None:
        return ()
    lowest = model_in_force(workspace).thresholds[Band.overlap]
    wanted = Wanted(top=MOST_SHOWN, minimum=lowest, apart=True)
    result = check_now(workspace, typed, wanted, PATIENCE)
    found = [match for match in result.matches if match.type == "component"]
    held = records.fetch(workspace.db, "component", [match.id for match in found])
    return tuple(_told(workspace, held[match.id], match) for match in found if match.id in held)


def _told(workspace: Workspace, component: Component, match: Match) -> Lookalike:
    owner = organizations.get(workspace.db, component.owner) if component.owner else None
    return Lookalike(component, owner, match)


def _readable(workspace: Workspace, data: Mapping[str, Any]) -> Component | None:
    given = {name: data[name] for name in TYPED & set(data)}
    if without_blanks([given.get("summary"), given.get("description")]) is None:
        given["description"] = given.get("name")
    try:
        return described(workspace, "0", given).model_copy(update={"id": _NOBODYS})
    except InvalidRecord as error:
        wrong = {str(flaw.path[0]) for flaw in error.errors if flaw.path}
    if "name" in wrong:
        return None
    kept = {name: value for name, value in given.items() if name not in wrong}
    return _readable(workspace, kept) if wrong else None
