"""What changed from one revision of a record to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from catalogue.domain.errors import NotFound
from catalogue.storage import records
from catalogue.storage.records import Revision

from .workspace import Workspace

_WORDS = re.compile(r"[^\S\u00a0\u202f]+|[\S\u00a0\u202f]+")
"""Words, and the spaces between them; spaces that do not break, as in an amount, part nothing."""


class Fate(str, Enum):
    """What became of a stretch of text."""

    same = "same"
    removed = "removed"
    added = "added"


@dataclass(frozen=True)
class Stretch:
    """Some text, and what became of it."""

    text: str
    fate: Fate


@dataclass(frozen=True)
class Change:
    """A field, by its dotted path, and what became of its text or of its items.

    ``items`` says that each stretch is an item of a list.
    """

    field: str
    stretches: tuple[Stretch, ...]
    items: bool = False


@dataclass(frozen=True)
class Difference:
    """What a revision changed; nothing for the first one."""

    number: int
    at: datetime
    action: str
    changes: tuple[Change, ...]


Spoken = Callable[[str, Any], str]
"""Called with a field's dotted path and a value: the value as a reader is told it."""


def history(workspace: Workspace, component_id: str, spoken: Spoken) -> list[Difference]:
    """The revisions of a component with what each changed, the latest first. Raises NotFound."""
    found = revisions(workspace, component_id)
    before: Sequence[Revision | None] = [None, *found]
    pairs = zip(before, found, strict=False)
    return [_difference(old, new, spoken) for old, new in pairs][::-1]


def revisions(workspace: Workspace, component_id: str) -> list[Revision]:
    """The saved states of a component, oldest first. Raises NotFound."""
    found = records.history(workspace.db, "component", component_id)
    if not found:
        raise NotFound(type="component", id=component_id)
    return found


def _difference(old: Revision | None, new: Revision, spoken: Spoken) -> Difference:
    changes = tuple(changed(old.document, new.document, spoken)) if old else ()
    return Difference(new.number, new.at, new.action, changes)


def changed(old: Mapping[str, Any], new: Mapping[str, Any], spoken: Spoken) -> Iterator[Change]:
    """The fields that differ between two documents, in the order of the newer one."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for path in dict.fromkeys([*after, *before]):
        was, is_now = before.get(path), after.get(path)
        if was == is_now:
            continue
        if isinstance(was, list) or isinstance(is_now, list):
            yield Change(path, _items(path, was or [], is_now or [], spoken), items=True)
        else:
            yield Change(path, _text(*(_said(path, value, spoken) for value in (was, is_now))))


def _leaves(document: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        here = f"{path}.{name}" if path else name
        if isinstance(value, Mapping):
            yield from _leaves(value, here)
        elif value is not None:
            yield here, value


def _said(path: str, value: Any, spoken: Spoken) -> str:
    return "" if value is None else spoken(path, value)


def _items(path: str, was: list[Any], is_now: list[Any], spoken: Spoken) -> tuple[Stretch, ...]:
    old = [_item(path, item, spoken) for item in was]
    new = [_item(path, item, spoken) for item in is_now]
    return tuple(Stretch(text, fate) for fate, texts in _steps(old, new) for text in texts)


def _item(path: str, item: Any, spoken: Spoken) -> str:
    if not isinstance(item, Mapping):
        return spoken(path, item)
    return ", ".join(spoken(leaf, value) for leaf, value in _leaves(item, path))


def _text(was: str, is_now: str) -> tuple[Stretch, ...]:
    old, new = (_WORDS.findall(text) for text in (was, is_now))
    return tuple(Stretch("".join(words), fate) for fate, words in _steps(old, new))


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[Fate, list[str]]]:
    for step, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield Fate.same, old[i:j]
            continue
        if old[i:j]:
            yield Fate.removed, old[i:j]
        if new[k:m]:
            yield Fate.added, new[k:m]
