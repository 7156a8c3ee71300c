"""Administrators' pages of the lexicon and the thesaurus: looked through, taken out, replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.errors import CatalogueError, NotFound
from catalogue.language.folding import fold
from catalogue.storage import vocabulary as stored

from .keeping_up import keep_up
from .permissions import Action, Actor, require
from .revising import LEXICON_LIST, THESAURUS_LIST, Revisable, Revision, import_list, reset_list
from .workspace import Workspace

Entry = Equivalent | Concept

_LISTS: dict[str, Revisable[Any]] = {one.name: one for one in (LEXICON_LIST, THESAURUS_LIST)}


class ListChanged(CatalogueError):
    """Somebody else revised the list since it was looked at."""

    code = "list_changed"


@dataclass(frozen=True)
class WordList:
    """One list as it is in force: its own entries or those that ship, and what stands for both.

    ``shown`` are the entries that hold the words asked for; ``mark`` is another
    one once the list changes.
    """

    name: str
    is_own: bool
    total: int
    shown: Sequence[Entry]
    mark: str


def word_lists(actor: Actor, workspace: Workspace) -> list[WordList]:
    """Both lists, without their entries. Raises NotAllowed."""
    return [_list(actor, workspace, name, None) for name in _LISTS]


def word_list(actor: Actor, workspace: Workspace, name: str, words: str = "") -> WordList:
    """A list with the entries that hold all of some words in any field.

    Accents and case do not count. Raises NotAllowed and NotFound.
    """
    return _list(actor, workspace, name, words)


def as_csv(actor: Actor, workspace: Workspace, name: str) -> bytes:
    """The list in force as the CSV file that comes back. Raises NotAllowed and NotFound."""
    kind = _kind(actor, name)
    stream = StringIO(newline="")
    kind.format.write_to(kind.in_force.entries(workspace.db), stream)
    return stream.getvalue().encode("utf-8")


def look_at(actor: Actor, workspace: Workspace, name: str, path: Path) -> Revision[Any]:
    """What would become of the list. Raises what ``import_list`` does, and NotFound."""
    return import_list(actor, workspace, _kind(actor, name), path, dry_run=True)


def replace_with(
    actor: Actor, workspace: Workspace, name: str, path: Path, *, seen: str
) -> Revision[Any]:
    """Let a file be the list, and let what is derived follow.

    ``seen`` is the mark of the list that was looked at. Raises what
    ``import_list`` does, NotFound, and ListChanged.
    """
    kind = _kind(actor, name)
    if _mark(workspace, kind) != seen:
        raise ListChanged()
    revision = import_list(actor, workspace, kind, path)
    keep_up(workspace)
    return revision


def reset(actor: Actor, workspace: Workspace, name: str) -> bool:
    """Let the list that ships be in force again, and what is derived follow; False where it is.

    Raises NotAllowed and NotFound.
    """
    revision = reset_list(actor, workspace, _kind(actor, name))
    keep_up(workspace)
    return revision is not None


def columns_that_differ(name: str, old: Entry, new: Entry) -> list[str]:
    """The headings of the columns in which two entries of a list differ."""
    return _LISTS[name].format.differing(old, new)


def _kind(actor: Actor, name: str) -> Revisable[Any]:
    require(actor, Action.manage_vocabulary)
    if name not in _LISTS:
        raise NotFound(type="vocabulary", id=name)
    return _LISTS[name]


def _list(actor: Actor, workspace: Workspace, name: str, words: str | None) -> WordList:
    kind = _kind(actor, name)
    entries = kind.in_force.entries(workspace.db)
    wanted = fold(words or "").split()
    shown = () if words is None else [one for one in entries if _holds(one, wanted)]
    own = kind.in_force.is_own(workspace.db)
    return WordList(name, own, len(entries), shown, _mark(workspace, kind))


def _mark(workspace: Workspace, kind: Revisable[Any]) -> str:
    return stored.digest(workspace.db, kind.in_force.kind) or "ships"


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    if isinstance(entry, Equivalent):
        texts = [entry.fr, entry.en, entry.domain or ""]
    else:
        texts = [entry.id, *entry.terms("fr"), *entry.terms("en"), *entry.capabilities]
    said = fold(" ".join(texts))
    return all(word in said for word in wanted)
