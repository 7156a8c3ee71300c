"""What the check is asked about: a proposal, or the components that a file offers."""

from __future__ import annotations

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


def drafts_from(path: Path) -> list[Proposal] | list[Component]:
    """The one proposal of a file, or all its components where it holds none.

    Raises Refused where there is nothing to check or too much, and UnreadableFile.
    """
    reading = read(path, default_type="proposal")
    show_findings(reading.warnings, "warning", reading.warning_count)
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
    return proposals or components
