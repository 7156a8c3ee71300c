"""What a file says otherwise than people here, as the page of an import shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.services.comparing import Change, changed
from catalogue.services.intake import mark
from catalogue.services.merging import Conflict

from . import component_text, proposal_text
from .addresses import language
from .reading import Told, name_of


@dataclass(frozen=True)
class Clash:
    """A record of which something stays as it is here; ``mark`` lets the file overrule that."""

    title: Told
    id: str
    kind: str
    mark: str
    closed: bool
    changes: tuple[Change, ...]


def clashes(conflicts: Iterable[Conflict]) -> list[Clash]:
    """The conflicts with what the file would make of each field, in the file's order."""
    return [_clash(one) for one in conflicts]


def _clash(conflict: Conflict) -> Clash:
    record = conflict.record
    proposal = isinstance(record, Proposal)
    tell = proposal_text.spoken() if proposal else component_text.spoken()
    here, there = (
        {name: document[name] for name in conflict.fields}
        for document in (conflict.here, conflict.there)
    )
    return Clash(
        title=_title(record),
        id=record.id,
        kind=record.type,
        mark=mark(conflict),
        closed=conflict.closed,
        changes=tuple(changed(here, there, tell)),
    )


def _title(record: Component | Proposal) -> Told:
    if isinstance(record, Proposal):
        return Told(record.title, record.language if record.language != language() else None)
    return name_of(record)
