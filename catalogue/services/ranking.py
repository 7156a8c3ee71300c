"""Which components answer words, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.folding import fold
from catalogue.language.tokens import words
from catalogue.meaning.known_words import knows_word
from catalogue.search.asked import VALUES, Asked, take_apart
from catalogue.search.find import find_holding
from catalogue.storage import capabilities, organizations

from .asking import ask
from .scoring import scores
from .shelf import SHELF, Facet, Shelf
from .stacks import STACKS, Stacks
from .understanding import Understood, understand
from .workspace import Workspace

Mask = NDArray[np.bool_]
Ranked = tuple[str, float]


@dataclass(frozen=True)
class Answers:
    """Components with their scores, the best first; equal ones by identifier.

    ``meant`` is what was typed with its slips mended, in the catalogue's own
    spelling, where there were any: it is what was looked for.
    """

    found: Sequence[Ranked]
    meant: str | None = None


def ranked(workspace: Workspace, typed: str, most: int) -> list[str]:
    """Identifiers of the components that answer what was typed, the best first."""
    return [component for component, _ in answers(workspace, typed, most).found]


def answers(
    workspace: Workspace,
    typed: str,
    most: int,
    languages: Sequence[Language] = LANGUAGES,
) -> Answers:
    """The components that answer what was typed.

    ``languages`` are those in which a component has to have a text. What was
    typed limits answers by fields, phrases and words to leave out; where that
    leaves none, it is read as plain words. Raises IndexUnavailable.
    """
    stacks = STACKS.of(workspace)
    asked, allowed = _limits(workspace, stacks, take_apart(typed))
    read = _read(workspace, stacks, asked)
    order, best = _order(workspace, stacks, read, languages)
    limited = [place for place in order if allowed[place]]
    if not limited and not allowed.all():
        read = _read(workspace, stacks, Asked(typed))
        limited, best = _order(workspace, stacks, read, languages)
    found = [(stacks.ids[place], float(best[place])) for place in limited[:most]]
    return Answers(found, _mended(typed, read))


def _mended(typed: str, read: Understood | None) -> str | None:
    if read is None or not read.mended:
        return None
    said = typed
    for slip, meant in read.mended.items():
        said = said.replace(slip, meant)
    return said


def _order(
    workspace: Workspace,
    stacks: Stacks,
    read: Understood | None,
    languages: Sequence[Language],
) -> tuple[list[int], NDArray[np.float32]]:
    spoken = stacks.best_of(np.isin(stacks.languages, list(languages)).astype(np.float32)) > 0
    if read is None:
        every = np.flatnonzero(spoken)
        return every.tolist(), np.zeros(len(stacks), dtype=np.float32)
    best, answering = scores(stacks, read, workspace.encoder, datetime.now(timezone.utc).date())
    found = np.flatnonzero(answering & spoken)
    return found[np.argsort(-best[found], kind="stable")].tolist(), best


def _read(workspace: Workspace, stacks: Stacks, asked: Asked) -> Understood | None:
    """What is asked in words; None where no words are."""
    if not words(asked.words):
        return None
    return understand(
        asked,
        stacks.spelling,
        workspace.lexicon,
        workspace.thesaurus,
        partial(knows_word, workspace.encoder),
    )


def _limits(workspace: Workspace, stacks: Stacks, asked: Asked) -> tuple[Asked, Mask]:
    """Which components the signs of a search allow; fields of no known value become words."""
    allowed = np.ones(len(stacks), dtype=bool)
    for group in asked.phrases:
        allowed &= np.logical_or.reduce([_saying(workspace, stacks, phrase) for phrase in group])
    for expression in asked.without:
        if words(expression):
            allowed &= ~_saying(workspace, stacks, expression)
    shelf = SHELF.of(workspace)
    by_facet: dict[str, Mask] = {}
    loose: list[str] = []
    for name, value in asked.fields:
        having = _having(workspace, shelf, Facet(name), value)
        if having is None:
            loose.append(value)
            continue
        on_shelf = np.zeros(len(stacks), dtype=bool)
        on_shelf[[place for place, one in enumerate(stacks.ids) if _holds(shelf, having, one)]] = (
            True
        )
        by_facet[name] = by_facet.get(name, np.zeros(len(stacks), dtype=bool)) | on_shelf
    for mask in by_facet.values():
        allowed &= mask
    if not loose:
        return asked, allowed
    said = " ".join([asked.words, *loose]).strip()
    return Asked(said, asked.phrases, asked.without, asked.fields, asked.open_word), allowed


def _saying(workspace: Workspace, stacks: Stacks, expression: str) -> Mask:
    """Which components say an expression: the full-text index finds them, their texts are read."""
    among = ask(workspace, lambda searcher: find_holding(searcher, expression))
    return stacks.saying(expression, among)


def _holds(shelf: Shelf, having: Mask, component: str) -> bool:
    row = shelf.row_of.get(component)
    return row is not None and bool(having[row])


def _having(workspace: Workspace, shelf: Shelf, facet: Facet, value: str) -> Mask | None:
    """Which components have a value that is called so; None where none can."""
    column = shelf.columns[facet]
    wanted = VALUES.get(fold(value), fold(value))
    called = {one for one in column.values if wanted in {fold(one), fold(one.split("/")[-1])}}
    if facet is Facet.owner and (found := organizations.find(workspace.db, value)):
        called |= {found} & set(column.values)
    if facet is Facet.capability:
        called |= {
            one.id
            for one in capabilities.all(workspace.db)
            if wanted in {fold(name) for name in (one.name.fr, one.name.en) if name}
        } & set(column.values)
    return column.having(called) if called else None
