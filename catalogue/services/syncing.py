"""Bringing the disposable copies up to the truth."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import LANGUAGES
from catalogue.matching.features import ANALYSIS
from catalogue.storage import copies, derived, queue, records
from catalogue.storage.errors import DerivedDamaged
from catalogue.storage.queue import Queued
from catalogue.storage.tables import RECORD_TYPES

from .deriving import derive
from .progress import Watch, unwatched
from .second_vectors import STAMP as SECOND
from .workspace import Workspace

_REBUILD_ABOVE = 500
"""With more changes than this, a new full-text index is quicker than updating the old one."""

_BATCH = 2_000


def catch_up(workspace: Workspace, watch: Watch = unwatched) -> None:
    """Follow every change that is queued; rebuild what is missing, damaged or outdated.

    Safe to stop at any moment: what was not finished is found again next time.
    Other processes that want to do the same wait meanwhile.
    """
    try:
        workspace.renew_vocabulary()
        if not _is_current(workspace):
            _catch_up(workspace, watch)
    except DerivedDamaged:
        renew(workspace, watch)


def renew(workspace: Workspace, watch: Watch = unwatched) -> None:
    """Throw away derived data that turned out damaged, and make both copies anew."""
    with workspace.index.writing():
        workspace.renew_derived()
        rebuild(workspace, watch)


def repair_index(workspace: Workspace) -> None:
    """Make the full-text index anew after a search in it failed."""
    with workspace.index.writing():
        rebuild(workspace, unwatched)


def _catch_up(workspace: Workspace, watch: Watch) -> None:
    with workspace.index.writing():
        if (
            not workspace.index.usable()
            or not _same_changes(workspace)
            or queue.depth(workspace.db) > _REBUILD_ABOVE
        ):
            rebuild(workspace, watch)
        else:
            _follow(workspace, watch)


def reindex(workspace: Workspace, watch: Watch = unwatched) -> int:
    """Throw both copies away and make them anew; the number of records comes back."""
    with workspace.index.writing():
        try:
            derived.clear(workspace.derived)
        except DerivedDamaged:
            workspace.renew_derived()
        return rebuild(workspace, watch)


def rebuild(workspace: Workspace, watch: Watch) -> int:
    """Make both copies anew; derived data of unchanged records is kept. Call while writing."""
    through = copies.last_change(workspace.db)
    workspace.renew_vocabulary()
    _forget_the_gone(workspace)
    total = _derive_all(workspace, watch)
    workspace.index.rebuild(_watched(_all(workspace), total, watch))
    _settle(workspace, through)
    return total


def _derive_all(workspace: Workspace, watch: Watch) -> int:
    # Who is interrupted here, and goes back to the readers of before, must not find them noted.
    unread = {"readers": "", SECOND: ""}
    derived.set_stamp(workspace.derived, {**derived.stamp(workspace.derived), **unread})
    total = sum(records.count(workspace.db, kind) for kind in RECORD_TYPES)
    derive(workspace, _all(workspace), total, watch)
    return total


def _forget_the_gone(workspace: Workspace) -> None:
    """Derived data of records that a restored or replaced database does not hold."""
    for record_type in RECORD_TYPES:
        held: set[str] = set()
        for language in LANGUAGES:
            held |= derived.digests(workspace.derived, record_type, language).keys()
        if gone := held.difference(records.ids(workspace.db, record_type)):
            derived.forget(workspace.derived, record_type, gone)


def _follow(workspace: Workspace, watch: Watch) -> None:
    """Follow the queue; the index outlives a change of what texts are read with."""
    while not _is_settled(workspace):
        through = copies.settled_through(workspace.db) or 0
        changed = queue.pending(workspace.db, _BATCH)
        # After the queue was read: a list that changes from here on stands further back in it.
        workspace.renew_vocabulary()
        found = list(_records(workspace, changed))
        if _same_readers(workspace):
            derive(workspace, found, len(found), watch)
        else:
            _derive_all(workspace, watch)
        try:
            if found:
                workspace.index.update(found)
        except Exception:  # noqa: BLE001 - Whoosh raises anything on a damaged file
            rebuild(workspace, watch)
            return
        _settle(workspace, changed[-1].seq if changed else through)


def _records(workspace: Workspace, changed: list[Queued]) -> Iterator[Component | Proposal]:
    components = [row.record_id for row in changed if row.record_type == "component"]
    proposals = [row.record_id for row in changed if row.record_type == "proposal"]
    yield from records.fetch(workspace.db, "component", components).values()
    yield from records.fetch(workspace.db, "proposal", proposals).values()


def _all(workspace: Workspace) -> Iterator[Component | Proposal]:
    yield from records.iterate(workspace.db, "component")
    yield from records.iterate(workspace.db, "proposal")


def _watched(
    stream: Iterator[Component | Proposal], total: int, watch: Watch
) -> Iterator[Component | Proposal]:
    for done, record in enumerate(stream, start=1):
        yield record
        if done % 100 == 0 or done == total:
            watch("indexing", done, total)


def _settle(workspace: Workspace, through: int) -> None:
    """Note in the copies, then in the truth, how far the copies have come.

    A database restored from a backup no longer agrees with its copies on this
    number, and they are made anew.
    """
    second = workspace.second.name if workspace.second else ""
    stamp = {"through": str(through), "readers": _readers(workspace), SECOND: second}
    derived.set_stamp(workspace.derived, stamp)
    copies.settle_through(workspace.db, through)


def _is_current(workspace: Workspace) -> bool:
    return _is_settled(workspace) and _same_changes(workspace) and workspace.index.usable()


def _is_settled(workspace: Workspace) -> bool:
    return queue.depth(workspace.db) == 0 and _same_readers(workspace)


def _same_changes(workspace: Workspace) -> bool:
    through = derived.stamp(workspace.derived).get("through")
    return through == str(copies.settled_through(workspace.db))


def _same_readers(workspace: Workspace) -> bool:
    """Whether all was read with what is in force; what a second encoder read more does not harm."""
    stamp, second = derived.stamp(workspace.derived), workspace.second
    if second is not None and stamp.get(SECOND) != second.name:
        return False
    return stamp.get("readers") == _readers(workspace)


def _readers(workspace: Workspace) -> str:
    """What the derived data was read with; with other readers it would be another."""
    encoder = workspace.encoder.name if workspace.encoder else ""
    return f"{ANALYSIS} {workspace.lexicon.version} {workspace.thesaurus.version} {encoder}"
