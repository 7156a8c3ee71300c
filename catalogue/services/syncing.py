"""Bringing the disposable copies up to the truth."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.matching.features import ANALYSIS
from catalogue.storage import copies, derived, queue, records
from catalogue.storage.queue import Queued

from .deriving import derive
from .progress import Watch, unwatched
from .workspace import Workspace

_REBUILD_ABOVE = 500
"""With more changes than this, a new full-text index is quicker than updating the old one."""

_BATCH = 2_000


def catch_up(workspace: Workspace, watch: Watch = unwatched) -> None:
    """Follow every change that is queued; rebuild what is missing, damaged or outdated.

    Safe to stop at any moment: what was not finished is found again next time.
    Other processes that want to do the same wait meanwhile.
    """
    if _is_current(workspace):
        return
    with workspace.index.writing():
        if (
            not workspace.index.usable()
            or not _same_history(workspace)
            or queue.depth(workspace.db) > _REBUILD_ABOVE
        ):
            rebuild(workspace, watch)
        else:
            _follow(workspace, watch)


def reindex(workspace: Workspace, watch: Watch = unwatched) -> int:
    """Throw both copies away and make them anew; the number of records comes back."""
    with workspace.index.writing():
        derived.clear(workspace.derived)
        return rebuild(workspace, watch)


def rebuild(workspace: Workspace, watch: Watch) -> int:
    """Make both copies anew; derived data of unchanged records is kept. Call while writing."""
    through = copies.last_change(workspace.db)
    total = sum(records.count(workspace.db, kind) for kind in ("component", "proposal"))
    derive(workspace, _all(workspace), total, watch)
    workspace.index.rebuild(_watched(_all(workspace), total, watch))
    _settle(workspace, through)
    return total


def _follow(workspace: Workspace, watch: Watch) -> None:
    while changed := queue.pending(workspace.db, _BATCH):
        found = list(_records(workspace, changed))
        derive(workspace, found, len(found), watch)
        workspace.index.update(found)
        _settle(workspace, changed[-1].seq)


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
    stamp = {"through": str(through), "readers": _readers(workspace)}
    derived.set_stamp(workspace.derived, stamp)
    copies.settle_through(workspace.db, through)


def _is_current(workspace: Workspace) -> bool:
    return queue.depth(workspace.db) == 0 and _same_history(workspace) and workspace.index.usable()


def _same_history(workspace: Workspace) -> bool:
    stamp = derived.stamp(workspace.derived)
    same_change = stamp.get("through") == str(copies.settled_through(workspace.db))
    return same_change and stamp.get("readers") == _readers(workspace)


def _can_follow(workspace: Workspace) -> bool:
    """Whether the copies are sound and so little has changed that updating them is quicker."""
    few = queue.depth(workspace.db) <= _REBUILD_ABOVE
    return few and _same_history(workspace) and workspace.index.usable()


def _readers(workspace: Workspace) -> str:
    """What the derived data was read with; with other readers it would be another."""
    encoder = workspace.encoder.name if workspace.encoder else ""
    return f"{ANALYSIS} {workspace.lexicon.version} {encoder}"
