"""Architects take a file in: looked at first, and only what is theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.organization import Organization
from catalogue.domain.person import Role
from catalogue.domain.text import Language
from catalogue.formats.findings import Finding as Finding
from catalogue.formats.findings import Located, Severity
from catalogue.formats.findings import UnreadableFile as UnreadableFile
from catalogue.formats.template import write_template
from catalogue.storage import organizations, records

from .importing import Importer, ImportReport, import_file
from .keeping_up import keep_up
from .likely_same import Lookalike, likely_same
from .merging import Conflict
from .permissions import Action, Actor, require
from .workspace import Workspace

MOST_COMPARED = 30
"""New components that are compared with what exists already: about three seconds."""

_COMPARED = {
    "name",
    "summary",
    "description",
    "aliases",
    "acronyms",
    "features",
    "keywords",
    "capabilities",
}


@dataclass(frozen=True)
class Arrival:
    """A component of the file: whether it is new, and what exists already that it may be."""

    component: Component
    is_new: bool
    alike: tuple[Lookalike, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What taking the file in would do; ``compared`` of the ``new`` components were looked up."""

    report: ImportReport
    arrivals: tuple[Arrival, ...]
    new: int
    compared: int


def preview(actor: Actor, workspace: Workspace, path: Path) -> Preview:
    """What would become of a file's records. Stores nothing.

    Raises NotAllowed, UnreadableFile and CheckCouldNotRun.
    """
    require(actor, Action.import_components)
    report = import_file(workspace, path, actor=_importer(actor), dry_run=True)
    if report.errors:
        return Preview(report, (), 0, 0)
    components = [one.record for one in report.records if isinstance(one.record, Component)]
    known = records.fetch(workspace.db, "component", [one.id for one in components])
    new = [one for one in components if one.id not in known]
    compared = {one.id: _alike(actor, workspace, one) for one in islice(new, MOST_COMPARED)}
    arrivals = tuple(
        Arrival(one, one.id not in known, compared.get(one.id, ())) for one in components
    )
    return Preview(report, arrivals, len(new), len(compared))


def mark(conflict: Conflict) -> str:
    """What stands for a conflict as somebody saw it: another one once the record changes again."""
    return f"{conflict.record.type}/{conflict.record.id}@{conflict.revision}"


def take_file_in(
    actor: Actor, workspace: Workspace, path: Path, *, theirs: Collection[str] = ()
) -> ImportReport:
    """Register what a file holds, all of it or nothing, and bring the copies up to date.

    ``theirs`` are the marks of the conflicts in which the file overrules what
    people changed here. Raises NotAllowed and UnreadableFile.
    """
    require(actor, Action.import_components)
    importer = replace(_importer(actor), overrule=lambda conflict: mark(conflict) in theirs)
    report = import_file(workspace, path, actor=importer)
    if report.stored:
        keep_up(workspace)
    return report


def template_file(language: Language, ending: str) -> bytes:
    """An empty CSV or XLSX file of components to fill in, its columns explained."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"components.{ending}"
        write_template("component", language, path)
        return path.read_bytes()


def _alike(actor: Actor, workspace: Workspace, component: Component) -> tuple[Lookalike, ...]:
    return likely_same(actor, workspace, component.model_dump(mode="json", include=_COMPARED))


def _importer(actor: Actor) -> Importer:
    return Importer(actor.recorded, partial(_foreign, actor))


def _foreign(actor: Actor, db: Database, located: Located) -> Finding | None:
    """Why this person may not bring this record."""
    if Role.administrator in actor.roles:
        return None
    record = located.record
    if isinstance(record, Organization) and located.provisional:
        return None  # only met, to be confirmed by an administrator
    if not isinstance(record, Component):
        return _flaw(located, "type", "administrators_only")
    if _body(db, record.owner) not in actor.organizations:
        return _flaw(located, "owner", "not_your_body")
    held = records.fetch(db, "component", [record.id]).get(record.id)
    if held is not None and _body(db, held.owner) not in actor.organizations:
        return _flaw(located, "id", "anothers_record", value=record.id)
    return None


def _flaw(located: Located, field: str, code: str, **params: object) -> Finding:
    return Finding(located.location, field, code, params, Severity.error)


def _body(db: Database, said: str | None) -> str | None:
    """The identifier of the public body that a record names."""
    return organizations.find(db, said) or said if said else None
