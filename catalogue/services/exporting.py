"""Everything the catalogue holds, for export."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.domain.validation import Record
from catalogue.storage import capabilities, organizations, records

from .workspace import Workspace


def everything(workspace: Workspace, record_type: str | None = None) -> Iterator[Record]:
    """All records, or those of one type: what is named by others comes first."""
    db = workspace.db
    if record_type is None:
        yield from capabilities.all(db)
        yield from organizations.all(db)
    if record_type in (None, "component"):
        yield from records.iterate(db, "component")
    if record_type in (None, "proposal"):
        yield from records.iterate(db, "proposal")
