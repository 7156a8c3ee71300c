"""Registering what a file holds, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.identifiers import WORDS_OF_PAGES
from catalogue.domain.organization import Capability, Organization
from catalogue.domain.proposal import Proposal
from catalogue.formats.detect import read
from catalogue.formats.findings import Finding, Located, Location, Reading, Severity
from catalogue.storage import capabilities, organizations, references, saving
from catalogue.storage.connection import transaction
from catalogue.storage.outcome import Outcome

from .merging import IMPORTED, Conflict, merged
from .progress import Watch, unwatched
from .settling_in import settle_in
from .workspace import Workspace

_ORDER = ("capability", "organization", "component", "proposal")
"""What is named by others comes first."""


Refuse = Callable[[Database, Located], Finding | None]
"""Asked of each record in turn, before it is stored: why it may not be; None where it may."""


Overrule = Callable[[Conflict], bool]
"""Asked of each record that people changed here since: whether the file's is to be taken."""


@dataclass(frozen=True)
class Importer:
    """Who imports, as histories name them, what they may not bring, and what overrules people."""

    name: str
    refuse: Refuse = lambda _db, _located: None
    overrule: Overrule = lambda _conflict: False


class _NothingStored(Exception):
    """Ends a transaction without a trace."""


@dataclass
class ImportReport:
    """What an import did, or why it did nothing.

    ``counts`` are by record type and outcome: ``("component", "created")``.
    ``met`` are public bodies that the file names and nobody had registered;
    ``bodies`` counts those that it describes without vouching for them, known or not.
    ``conflicts`` are records of which something stayed as people made it here;
    those that were overruled are not among them.
    """

    path: Path
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    met: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
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
        if (flaw := importer.refuse(db, located) or _hidden(located)) is not None:
            errors.append(flaw)
        elif unknown := _unknown_capabilities(db, located):
            errors += unknown
        else:
            outcome = _save(db, located, importer, report)
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


def _save(db: Database, located: Located, importer: Importer, report: ImportReport) -> Outcome:
    record, actor = located.record, importer.name
    if isinstance(record, Organization):
        return organizations.save(db, record, actor=actor)
    if isinstance(record, Capability):
        return capabilities.save(db, record, actor=actor)
    settled, conflict = merged(db, record, located.location, actor)
    if conflict and importer.overrule(conflict) and not conflict.closed:
        settled, conflict = record, None
    if conflict:
        report.conflicts.append(conflict)
    return saving.save(db, settled, actor=actor, action=IMPORTED).outcome


def _hidden(located: Located) -> Finding | None:
    """Why nobody could open the record's page; None where it can be found."""
    record = located.record
    if isinstance(record, Capability) or record.id not in WORDS_OF_PAGES:
        return None
    params = {"value": record.id}
    return Finding(located.location, "id", "word_of_pages", params, Severity.error)


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
