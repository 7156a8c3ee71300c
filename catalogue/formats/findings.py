"""What a reader of files answers: records, and what is odd or wrong, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as defaulting
from enum import Enum

from catalogue.domain.errors import CatalogueError
from catalogue.domain.validation import Record

MOST_FINDINGS = 100
"""Findings of each severity that are kept; a file with more is wrong in its making."""


class Severity(str, Enum):
    """An error keeps the file out; a warning says what was left aside."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True)
class Location:
    """A place in a file: a line and column of text, or a row of a sheet; counted from 1."""

    line: int | None = None
    column: int | None = None
    row: int | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Finding:
    """Something odd or wrong: where, in which field, and why."""

    location: Location
    field: str
    code: str
    params: Mapping[str, object] = defaulting(default_factory=dict)
    severity: Severity = Severity.error


@dataclass(frozen=True)
class Located:
    """A record and where it stands.

    ``relevant`` are a labelled proposal's components and grades (2 duplicate,
    1 overlap); None where the proposal carries no labels.
    """

    record: Record
    location: Location
    relevant: Mapping[str, int] | None = None


@dataclass
class Reading:
    """All that was read from a file."""

    records: list[Located] = defaulting(default_factory=list)
    warnings: list[Finding] = defaulting(default_factory=list)
    errors: list[Finding] = defaulting(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Keep a finding, unless there are too many already."""
        kept = self.errors if finding.severity == Severity.error else self.warnings
        if len(kept) < MOST_FINDINGS:
            kept.append(finding)


class UnreadableFile(CatalogueError):
    """A file cannot be read at all; ``reason`` is a code that says why.

    Reasons: missing, directory, permission, empty, too_large, wrong_type,
    unknown_type, encoding, system.
    """

    def __init__(self, reason: str, /, **params: object) -> None:
        self.code = f"file_{reason}"
        self.reason = reason
        super().__init__(**params)
