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
from .settling_in import settle_bodies, settle_ties
from .workspace import Workspace

_NAMED, _NAMING = ("capability", "organization"), ("component", "proposal")
_ORDER = (*_NAMED, *_NAMING)
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
    those that were overruled are not among them. ``left_out`` says why records
    of another format's file did not come in with the others; ``records`` are
    those that did.
    """

    path: Path
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    met: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    bodies: int = 0
    warnings: Sequence[Finding] = ()
    errors: Sequence[Finding] = ()
    left_out: Sequence[Finding] = ()
    error_count: int = 0
    left_out_count: int = 0
    """Those that there are; of very many, not all are kept."""
    records: Sequence[Located] = ()

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

    Of another format's file, which its owner made for other readers, a record
    that is wrong is left out alone.

    The copies are not brought up to date here. Raises UnreadableFile where the
    file cannot be read as any known format.
    """
    importer = actor if isinstance(actor, Importer) else Importer(actor)
    reading = read(path, format_name)
    report = ImportReport(path)
    try:
        if not reading.errors:
            with transaction(workspace.db):
                _save_all(workspace.db, reading, report, importer, watch)
                if reading.errors or dry_run:
                    raise _NothingStored
    except _NothingStored:
        pass
    report.warnings = reading.warnings
    report.errors, report.error_count = reading.errors, reading.error_count
    report.left_out, report.left_out_count = reading.left_out, reading.left_out_count
    return report


def _save_all(
    db: Database,
    reading: Reading,
    report: ImportReport,
    importer: Importer,
    watch: Watch,
) -> None:
    before = {organization.id for organization in organizations.unconfirmed(db)}
    report.bodies = sum(
        located.provisional and isinstance(located.record, Organization)
        for located in reading.records
    )
    settle_bodies(db, reading, importer.name)
    found = sorted(reading.records, key=lambda located: _ORDER.index(located.record.type))
    reading.records = []
    for kinds in (_NAMED, _NAMING):
        group = [located for located in found if located.record.type in kinds]
        welcome = [one for one in group if _is_welcome(db, one, importer, reading)]
        for located in settle_ties(db, reading, welcome):
            outcome = _save(db, located, importer, report)
            report.counts[located.record.type, outcome.value] += 1
            reading.records.append(located)
            done = len(reading.records)
            if done % 50 == 0 or done == len(found):
                watch("storing", done, len(found))
    _add_dangling(db, reading, found)
    if not report.bodies:
        reading.refuse_if_bare()
    report.records = reading.records
    report.met = sorted(
        organization.name.fr or organization.name.en or organization.id
        for organization in organizations.unconfirmed(db)
        if organization.id not in before
    )


def _is_welcome(db: Database, located: Located, importer: Importer, reading: Reading) -> bool:
    """Whether a record may be stored; what keeps it out is added to the reading."""
    flaw = importer.refuse(db, located) or _hidden(located)
    flaws = [flaw] if flaw else _unknown_capabilities(db, located)
    for one in flaws:
        reading.add(one)
    return not flaws


def _add_dangling(db: Database, reading: Reading, found: Sequence[Located]) -> None:
    places: dict[tuple[str, str], Location] = {
        (located.record.type, located.record.id): located.location for located in found
    }
    for loose in references.dangling(db):
        if (loose.type, loose.value) in places:
            continue  # stands in the file, and was kept out by an error of its own
        location = places.get((loose.type, loose.id), Location())
        params = {"value": loose.value}
        reading.add(Finding(location, loose.field, "unknown_reference", params, Severity.error))


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
