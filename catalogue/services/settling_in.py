"""What another format's file says of things outside itself, settled with what is registered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.organization import Organization
from catalogue.domain.text import in_language
from catalogue.formats.findings import Finding, Located, Reading, Severity
from catalogue.storage import organizations, records


def settle_bodies(db: Database, reading: Reading, actor: str) -> None:
    """Let the records of a reading name public bodies as the catalogue does.

    A body that is known already stays as it is, and is what the file's records
    then name; any other that is provisional is met, without anybody vouching
    for it. Raises RuntimeError outside a transaction.
    """
    known = _bodies(db, reading, actor)
    reading.records = [
        _naming(located, known)
        for located in reading.records
        if not (located.provisional and isinstance(located.record, Organization))
    ]


def settle_ties(db: Database, reading: Reading, welcome: Sequence[Located]) -> list[Located]:
    """The records that are to be stored, provisional ones without ties to what is nowhere.

    Each tie that is left out is a warning of the reading.
    """
    here = {one.record.id for one in welcome if one.record.type == "component"}
    known = here | _registered(db, welcome, here)
    return [_tied(reading, located, known) for located in welcome]


def _bodies(db: Database, reading: Reading, actor: str) -> Mapping[str, str]:
    """The identifier in the catalogue of each provisional body, by that in the file."""
    found: dict[str, str] = {}
    for located in reading.records:
        body = located.record
        if located.provisional and isinstance(body, Organization):
            name, _ = in_language(body.name, "fr") or (body.id, "fr")
            known = organizations.find(db, name) or organizations.find(db, body.id)
            if known is None:
                organizations.save(db, body, actor=actor, confirmed=False)
            found[body.id] = known or body.id
    return found


def _registered(db: Database, welcome: Sequence[Located], here: Collection[str]) -> set[str]:
    wanted = {
        tie.target
        for located in welcome
        if located.provisional and isinstance(located.record, Component)
        for tie in located.record.relations
    }
    return set(records.fetch(db, "component", sorted(wanted - set(here))))


def _naming(located: Located, bodies: Mapping[str, str]) -> Located:
    component = located.record
    if not isinstance(component, Component):
        return located
    update: dict[str, object] = {}
    if component.owner and component.owner in bodies:
        update["owner"] = bodies[component.owner]
    if any(use.organization in bodies for use in component.used_by):
        update["used_by"] = tuple(
            use.model_copy(update={"organization": bodies.get(use.organization, use.organization)})
            for use in component.used_by
        )
    return replace(located, record=component.model_copy(update=update)) if update else located


def _tied(reading: Reading, located: Located, known: Collection[str]) -> Located:
    component = located.record
    if not located.provisional or not isinstance(component, Component):
        return located
    for tie in component.relations:
        if tie.target not in known:
            params = {"value": tie.target}
            where = located.location
            reading.add(Finding(where, "relations", "tie_left_out", params, Severity.warning))
    ties = tuple(tie for tie in component.relations if tie.target in known)
    return replace(located, record=component.model_copy(update={"relations": ties}))
