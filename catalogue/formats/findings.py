"""What a reader of files answers: records, and what is odd or wrong, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as defaulting
from enum import Enum

from catalogue.domain.errors import CatalogueError
from catalogue.domain.validation import Record

MOST_FINDINGS = 100
"""Findings of each severity that are kept; a file with more is wrong in its making."""

MOST_RECORDS = 60_000
"""Records of a file; all of them are in memory until they are stored."""

MOST_ERRORS = 10_000
"""Errors after which reading stops."""

_LONGEST_QUOTE = 200


class Severity(str, Enum):
    """An error keeps the file out, or its record alone; a warning says what was left aside."""

    error = "error"
    left_out = "left_out"
    warning = "warning"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, counted from 1.

    A line and column of text, a row of a sheet, or a path within a document
    (``releases[2]``).
    """

    line: int | None = None
    column: int | None = None
    row: int | None = None
    sheet: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class Finding:
    """Something odd or wrong: where, in which field, and why."""

    location: Location
    field: str
    code: str
    params: Mapping[str, object] = defaulting(default_factory=dict)
    severity: Severity = Severity.error


@dataclass(frozen=True, slots=True)
class Located:
    """A record and where it stands.

    ``relevant`` are a labelled proposal's components and grades (2 duplicate,
    1 overlap); None where the proposal carries no labels. ``id_made`` says
    that the file gave no identifier. ``provisional`` records of another
    format's file speak of what may be registered already, or elsewhere: a
    public body is only made where there is none, and a tie to a component that
    is nowhere is left out.
    """

    record: Record
    location: Location
    relevant: dict[str, int] | None = None
    id_made: bool = False
    provisional: bool = False


@dataclass
class Reading:
    """All that was read from a file; the counts include findings that were not kept.

    ``lenient`` is the reading of a file that somebody made for other readers: a
    record with errors is left out alone, and the others come in.
    """

    lenient: bool = False
    records: list[Located] = defaulting(default_factory=list)
    warnings: list[Finding] = defaulting(default_factory=list)
    errors: list[Finding] = defaulting(default_factory=list)
    left_out: list[Finding] = defaulting(default_factory=list)
    warning_count: int = 0
    error_count: int = 0
    left_out_count: int = 0
    bodies: set[str] = defaulting(default_factory=set)
    """Public bodies that records name, and that have been added for it."""

    def keep(self, located: Located) -> None:
        """Add a record. Raises UnreadableFile where there are too many."""
        if len(self.records) >= MOST_RECORDS:
            raise UnreadableFile("too_many_records", limit=MOST_RECORDS)
        self.records.append(located)

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it unless there are too many already."""
        if finding.severity == Severity.error and self.lenient:
            finding = replace(finding, severity=Severity.left_out)
            kept = self.left_out
            self.left_out_count += 1
        elif finding.severity == Severity.error:
            kept = self.errors
            self.error_count += 1
        else:
            kept = self.warnings
            self.warning_count += 1
        if len(kept) < MOST_FINDINGS:
            params = {
                key: quotable(value) if isinstance(value, str) else value
                for key, value in finding.params.items()
            }
            kept.append(replace(finding, field=quotable(finding.field), params=params))

    @property
    def hopeless(self) -> bool:
        """Whether there are so many errors that reading on says nothing new."""
        return self.error_count + self.left_out_count >= MOST_ERRORS

    def refuse_if_bare(self) -> None:
        """What kept every record out keeps the file out."""
        if self.left_out and not self.records:
            self.errors = [replace(one, severity=Severity.error) for one in self.left_out]
            self.error_count, self.left_out_count = self.left_out_count, 0
            self.left_out = []


class UnreadableFile(CatalogueError):
    """A file cannot be read at all; ``reason`` is a code that says why.

    Reasons: missing, directory, permission, empty, too_large, too_many_rows,
    too_many_records, wrong_type, unknown_type, unknown_yaml, unknown_json, unknown_columns,
    missing_columns, not_csv, encoding, system.
    """

    def __init__(self, reason: str, /, **params: object) -> None:
        self.code = f"file_{reason}"
        self.reason = reason
        super().__init__(**params)


def quotable(text: str) -> str:
    """Text out of a file that is safe to print: bounded, without control characters."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd"
        for character in text[:_LONGEST_QUOTE]
    )
