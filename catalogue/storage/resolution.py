"""Records with every public body that they name given by its identifier."""

from __future__ import annotations

from sqlite_utils import Database

from catalogue.domain.component import Component, Use
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import Language

from .organizations import resolve


def resolved(db: Database, record: Component | Proposal, *, actor: str) -> Component | Proposal:
    """The record with identifiers in place of what it calls public bodies.

    Raises RuntimeError outside a transaction.
    """
    if isinstance(record, Proposal):
        return _proposal(db, record, actor)
    return _component(db, record, actor)


def _proposal(db: Database, proposal: Proposal, actor: str) -> Proposal:
    if proposal.organization is None:
        return proposal
    language = proposal.language or "fr"
    found = resolve(db, proposal.organization, actor=actor, language=language)
    return proposal.model_copy(update={"organization": found})


def _component(db: Database, component: Component, actor: str) -> Component:
    language = component.languages()[0]
    update: dict[str, object] = {}
    if component.owner is not None:
        update["owner"] = resolve(db, component.owner, actor=actor, language=language)
    if component.used_by:
        update["used_by"] = tuple(_use(db, use, actor, language) for use in component.used_by)
    return component.model_copy(update=update)


def _use(db: Database, use: Use, actor: str, language: Language) -> Use:
    found = resolve(db, use.organization, actor=actor, language=language)
    return use.model_copy(update={"organization": found})
