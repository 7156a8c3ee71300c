"""Registering what a file holds, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.organization import Capability, Organization
from catalogue.domain.proposal import Proposal
from catalogue.formats.detect import read
from catalogue.formats.findings import Finding, Located, Location, Reading, Severity
from catalogue.storage import capabilities, organizations, references, saving
from catalogue.storage.connection import transaction
from catalogue.storage.outcome import Outcome

from .progress import Watch, unwatched
from .settling_in import settle_in
from .workspace import Workspace

_ORDER = ("capability", "organization", "component", "proposal")
"""What is named by others comes first."""


Refuse = Callable[[Database, Located], Finding | None]
"""Asked of each record in turn, before it is stored: why it may not be; None where it may."""


@dataclass(frozen=True)
class Importer:
    """Who imports, as histories name them, and what they may not bring."""

    name: str
    refuse: Refuse = lambda _db, _located: None


class _NothingStored(Exception):
    """Ends a transaction without a trace."""


@dataclass
class ImportReport:
    """What an import did, or why it did nothing.

    ``counts`` are by record type and outcome: ``("component", "created")``.
    ``met`` are public bodies that the file names and nobody had registered;
    ``bodies`` counts those that it describes without vouching for them, known or not.
    """

    path: Path
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    met: list[str] = field(default_factory=list)
    bodies: int = 0
    warnings: Sequence[Finding] = ()
    errors: Sequence[Finding] = ()
    error_count: int = 0
    """Errors that there are; of very many, not all are kept."""

    @property
    def stored(self) -> bool:
        """Whether the file's records are in the catalogue now (or would be, after a dry run)."""
        return not self.errors


def import_file(
    workspace: Workspace,
    path: Path,
    *,
    actor: str | Importer,
    format_name: str | None = None,
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> ImportReport:
    """Register every record of a file, or none where any of them is wrong.

    The copies are not brought up to date here. Raises UnreadableFile where the
    file cannot be read as any known format.
    """
    importer = actor if isinstance(actor, Importer) else Importer(actor)
    reading = read(path, format_name)
    report = ImportReport(path, warnings=reading.warnings, errors=reading.errors)
    if report.errors:
        report.error_count = reading.error_count
        return report
    try:
        with transaction(workspace.db):
            report.errors = _save_all(workspace.db, reading, report, importer, watch)
            report.error_count = len(report.errors)
            if report.errors or dry_run:
                raise _NothingStored
    except _NothingStored:
        pass
    return report


def _save_all(
    db: Database,
    reading: Reading,
    report: ImportReport,
    importer: Importer,
    watch: Watch,
) -> list[Finding]:
    before = {organization.id for organization in organizations.unconfirmed(db)}
    errors: list[Finding] = []
    report.bodies = sum(
        located.provisional and isinstance(located.record, Organization)
        for located in reading.records
    )
    settle_in(db, reading, importer.name)
    ordered = sorted(reading.records, key=lambda located: _ORDER.index(located.record.type))
    for done, located in enumerate(ordered, start=1):
        if (flaw := importer.refuse(db, located)) is not None:
            errors.append(flaw)
        elif unknown := _unknown_capabilities(db, located):
            errors += unknown
        else:
            outcome = _save(db, located, importer.name)
            report.counts[located.record.type, outcome.value] += 1
        if done % 50 == 0 or done == len(ordered):
            watch("storing", done, len(ordered))
    places: dict[tuple[str, str], Location] = {
        (located.record.type, located.record.id): located.location for located in ordered
    }
    for loose in references.dangling(db):
        if (loose.type, loose.value) in places:
            continue  # stands in the file, and was kept out by an error of its own
        location = places.get((loose.type, loose.id), Location())
        params = {"value": loose.value}
        errors.append(Finding(location, loose.field, "unknown_reference", params, Severity.error))
    report.met = sorted(
        organization.name.fr or organization.name.en or organization.id
        for organization in organizations.unconfirmed(db)
        if organization.id not in before
    )
    return errors


def _save(db: Database, located: Located, actor: str) -> Outcome:
    record = located.record
    if isinstance(record, Organization):
        return organizations.save(db, record, actor=actor)
    if isinstance(record, Capability):
        return capabilities.save(db, record, actor=actor)
    return saving.save(db, record, actor=actor, action="imported").outcome


def _unknown_capabilities(db: Database, located: Located) -> list[Finding]:
    record = located.record
    if not isinstance(record, (Component, Proposal)):
        return []
    return [
        Finding(
            located.location,
            f"capabilities[{position}]",
            "unknown_reference",
            {"value": record.capabilities[position]},
            Severity.error,
        )
        for position in capabilities.unknown(db, record.capabilities)
    ]
