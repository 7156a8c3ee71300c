"""Administrators take the lexicon or the thesaurus out, revise it, and bring it back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.errors import FieldError
from catalogue.domain.text import Model
from catalogue.formats import vocabulary as formats
from catalogue.formats.findings import Finding, Severity, UnreadableFile
from catalogue.formats.listing import ListFormat, Listing
from catalogue.language.soundness import lexicon_flaws, shared_terms, thesaurus_flaws
from catalogue.storage import capabilities
from catalogue.storage import vocabulary as stored
from catalogue.storage.connection import transaction

from .permissions import Action, Actor, require
from .vocabulary import LEXICON, THESAURUS, InForce
from .workspace import Workspace

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Revisable(Generic[M]):
    """A list that administrators may revise: where it is, its file, and what is asked of it.

    ``key`` tells which entry of one list is which of another; ``flaws`` keep
    a list out, ``remarks`` do not.
    """

    in_force: InForce[M, Any]
    format: ListFormat[M]
    key: Callable[[M], Hashable]
    flaws: Callable[[Database, Sequence[M]], Iterable[FieldError]]
    remarks: Callable[[Sequence[M]], Iterable[FieldError]]

    @property
    def name(self) -> str:
        """``lexicon`` or ``thesaurus``."""
        return self.in_force.kind.name


@dataclass(frozen=True)
class Difference(Generic[M]):
    """What sets a new list apart from the old one; ``changed`` are pairs of old and new."""

    added: tuple[M, ...] = ()
    removed: tuple[M, ...] = ()
    changed: tuple[tuple[M, M], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Revision(Generic[M]):
    """What became of a list, or why nothing did.

    ``total`` is how many entries are in force afterwards (or would be, after
    a dry run); of very many errors, not all are kept.
    """

    difference: Difference[M]
    total: int
    warnings: Sequence[Finding] = ()
    errors: Sequence[Finding] = ()
    error_count: int = 0


def export_list(workspace: Workspace, kind: Revisable[M], path: Path) -> int:
    """Write the list in force to a CSV file; how many entries it has.

    Raises UnreadableFile for a file that is not to be CSV, and OSError.
    """
    entries = kind.in_force.entries(workspace.db)
    kind.format.write(entries, path)
    return len(entries)


def import_list(
    actor: Actor,
    workspace: Workspace,
    kind: Revisable[M],
    path: Path,
    *,
    dry_run: bool = False,
    at: datetime | None = None,
) -> Revision[M]:
    """Let the file's entries be the list from now on, or keep all of it out where any is wrong.

    A list that differs in order only is left as it is. What is derived from
    it is not brought up to date here: see ``catch_up``. Raises NotAllowed,
    and UnreadableFile where the file is no such list, or an empty one.
    """
    require(actor, Action.manage_vocabulary)
    listing = kind.format.read(path)
    _judge(workspace.db, kind, listing)
    if listing.errors:
        return Revision(
            Difference(), 0, listing.warnings, listing.errors, error_count=listing.error_count
        )
    if not listing.entries:
        raise UnreadableFile("no_entries", path=str(path))
    with transaction(workspace.db) as db:
        difference = _difference(kind, kind.in_force.entries(db), listing.entries)
        if difference and not dry_run:
            stored.put(
                db,
                kind.in_force.kind,
                listing.entries,
                actor=actor.recorded,
                details=_told(difference),
                at=at,
            )
    return Revision(difference, len(listing.entries), listing.warnings)


def reset_list(
    actor: Actor, workspace: Workspace, kind: Revisable[M], at: datetime | None = None
) -> Revision[M] | None:
    """Let the list that ships be in force again; None where it is already.

    Raises NotAllowed.
    """
    require(actor, Action.manage_vocabulary)
    with transaction(workspace.db) as db:
        if not kind.in_force.is_own(db):
            return None
        ships = kind.in_force.ships()
        difference = _difference(kind, kind.in_force.entries(db), ships)
        details = _told(difference)
        stored.remove(db, kind.in_force.kind, actor=actor.recorded, details=details, at=at)
    return Revision(difference, len(ships))


def _judge(db: Database, kind: Revisable[M], listing: Listing[M]) -> None:
    """Add to the listing what is wrong or odd with its entries together."""
    whole = not listing.errors
    for flaw in kind.flaws(db, listing.entries):
        # What seems not to exist may stand in a row that was kept out by an error of its own.
        if whole or flaw.code != "unknown_reference":
            kind.format.add_flaw(listing, flaw)
    for remark in kind.remarks(listing.entries):
        kind.format.add_flaw(listing, remark, Severity.warning)
    for findings in (listing.errors, listing.warnings):
        findings.sort(key=lambda finding: finding.location.row or finding.location.line or 0)


def _difference(kind: Revisable[M], old: Sequence[M], new: Sequence[M]) -> Difference[M]:
    before = {kind.key(entry): entry for entry in old}
    after = {kind.key(entry): entry for entry in new}
    return Difference(
        added=tuple(entry for key, entry in after.items() if key not in before),
        removed=tuple(entry for key, entry in before.items() if key not in after),
        changed=tuple(
            (before[key], entry)
            for key, entry in after.items()
            if key in before and before[key] != entry
        ),
    )


def _told(difference: Difference[M]) -> dict[str, Any]:
    """The difference as the audit log keeps it: whole, so that any earlier list can be told."""
    return {
        "added": [entry.model_dump(mode="json") for entry in difference.added],
        "removed": [entry.model_dump(mode="json") for entry in difference.removed],
        "changed": [
            [entry.model_dump(mode="json") for entry in pair] for pair in difference.changed
        ],
    }


def _flaws_of_concepts(db: Database, concepts: Sequence[Concept]) -> Iterable[FieldError]:
    # Those that the list in force names already may stay, so that what was exported can come back.
    known = {capability.id for capability in capabilities.all(db)}
    known.update(*(concept.capabilities for concept in THESAURUS.entries(db)))
    return thesaurus_flaws(concepts, known)


def _pair_key(pair: Equivalent) -> Hashable:
    return pair.fr, pair.en


LEXICON_LIST = Revisable(
    LEXICON,
    formats.LEXICON,
    _pair_key,
    lambda _, pairs: lexicon_flaws(pairs),
    lambda _: (),
)
THESAURUS_LIST = Revisable(
    THESAURUS,
    formats.THESAURUS,
    lambda concept: concept.id,
    _flaws_of_concepts,
    shared_terms,
)
