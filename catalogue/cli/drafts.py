"""What the check is asked about: a proposal, or the components that a file offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import validate
from catalogue.formats.detect import read

from .failures import Refused, show_findings

MOST_COMPONENTS = 200
"""Each takes a moment, and is told with its evidence."""


def draft_of(title: str | None, description: str | None, lang: str | None) -> Proposal:
    """The proposal that is typed. Raises Refused where it is not whole, and InvalidRecord."""
    if title is None or description is None:
        raise Refused("nothing_to_check")
    data = {"id": "draft", "title": title, "description": description, "language": lang}
    return validate(Proposal, data)


@dataclass(frozen=True)
class Drafts:
    """What a file asks about; ``whole`` says that nothing of it was left out for being wrong."""

    asked: Sequence[Proposal | Component]
    whole: bool = True


def drafts_from(path: Path) -> Drafts:
    """The one proposal of a file, or all its components where it holds none.

    Raises Refused where there is nothing to check or too much, and UnreadableFile.
    """
    reading = read(path, default_type="proposal")
    show_findings(reading.warnings, "warning", reading.warning_count)
    show_findings(reading.left_out, "left_out", reading.left_out_count)
    if reading.errors:
        show_findings(reading.errors, "error", reading.error_count)
        raise Refused("errors_in_file", path=path)
    records = [item.record for item in reading.records]
    proposals = [record for record in records if isinstance(record, Proposal)]
    components = [record for record in records if isinstance(record, Component)]
    if len(proposals) > 1:
        raise Refused("several_proposals", path=path)
    if not proposals and not components:
        raise Refused("nothing_in_file", path=path)
    if len(components) > MOST_COMPONENTS:
        raise Refused("too_many_components", path=path, limit=MOST_COMPONENTS)
    return Drafts(proposals or components, whole=not reading.left_out)
