"""What another format's file says of things outside itself, settled with what is registered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.organization import Organization
from catalogue.domain.text import in_language
from catalogue.formats.findings import Finding, Located, Reading, Severity
from catalogue.storage import organizations, records


def settle_in(db: Database, reading: Reading, actor: str) -> None:
    """Make provisional records of a reading ones that the catalogue can store.

    A public body that is known already stays as it is, and is what the file's
    records then name; any other is met, without anybody vouching for it. Ties
    to components that are nowhere are left out with a warning. Raises
    RuntimeError outside a transaction.
    """
    known = _bodies(db, reading, actor)
    here = {one.record.id for one in reading.records if one.record.type == "component"}
    there = _registered(db, reading, here)
    reading.records = [
        _settled(reading, located, known, here | there)
        for located in reading.records
        if not (located.provisional and isinstance(located.record, Organization))
    ]


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


def _registered(db: Database, reading: Reading, here: Collection[str]) -> set[str]:
    wanted = {
        tie.target
        for located in reading.records
        if located.provisional and isinstance(located.record, Component)
        for tie in located.record.relations
    }
    return set(records.fetch(db, "component", sorted(wanted - set(here))))


def _settled(
    reading: Reading, located: Located, bodies: Mapping[str, str], components: Collection[str]
) -> Located:
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
    if located.provisional:
        for tie in component.relations:
            if tie.target not in components:
                params = {"value": tie.target}
                where = located.location
                reading.add(Finding(where, "relations", "tie_left_out", params, Severity.warning))
        update["relations"] = tuple(tie for tie in component.relations if tie.target in components)
    return replace(located, record=component.model_copy(update=update)) if update else located
