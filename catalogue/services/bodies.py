"""Administrators look after the public bodies that records and people name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import EditConflict, FieldError, InvalidRecord, NotFound
from catalogue.domain.identifiers import WORDS_OF_PAGES, slug
from catalogue.domain.organization import Organization
from catalogue.domain.text import Language
from catalogue.domain.validation import validate
from catalogue.language.folding import fold
from catalogue.storage import organizations
from catalogue.storage.connection import transaction

from .permissions import Action, Actor, require
from .typed import without_blanks
from .workspace import Workspace


@dataclass(frozen=True)
class Body:
    """A public body; ``confirmed`` is false where it was only met in records."""

    organization: Organization
    confirmed: bool

    @property
    def revision(self) -> str:
        """A text that changes when the body does."""
        told = f"{self.organization.model_dump_json()}{self.confirmed}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def listed(
    actor: Actor, workspace: Workspace, words: str = "", language: Language = "fr"
) -> list[Body]:
    """The public bodies with these words in a name, acronym or identifier.

    Those that wait for somebody's confirmation come first, then by name as a
    reader of the language has it. Raises NotAllowed.
    """
    require(actor, Action.manage_organizations)
    waiting = {one.id for one in organizations.unconfirmed(workspace.db)}
    sought = fold(words).split()
    found = [
        Body(one, one.id not in waiting)
        for one in organizations.all(workspace.db)
        if all(word in fold(" ".join(_called(one))) for word in sought)
    ]
    return sorted(found, key=lambda body: (body.confirmed, _sort_name(body, language)))


def body(actor: Actor, workspace: Workspace, organization_id: str) -> Body:
    """One public body. Raises NotAllowed and NotFound."""
    require(actor, Action.manage_organizations)
    return _body(workspace.db, organization_id)


def add(
    actor: Actor, workspace: Workspace, data: Mapping[str, Any], at: datetime | None = None
) -> Organization:
    """Register a public body from the fields of an Organization; its id comes from its name.

    Raises NotAllowed, and InvalidRecord, which it also is to have another's name.
    """
    require(actor, Action.manage_organizations)
    with transaction(workspace.db) as db:
        made = _valid(db, _free_id(db, data.get("name")), data)
        organizations.save(db, made, actor=actor.recorded, at=at)
    return made


def change(
    actor: Actor,
    workspace: Workspace,
    organization_id: str,
    data: Mapping[str, Any],
    *,
    expected_revision: str,
    at: datetime | None = None,
) -> Body:
    """Give a public body the fields of an Organization, and confirm it.

    ``expected_revision`` is that which the editor read. Raises NotAllowed,
    NotFound, EditConflict and InvalidRecord.
    """
    require(actor, Action.manage_organizations)
    with transaction(workspace.db) as db:
        held = _body(db, organization_id)
        if held.revision != expected_revision:
            raise EditConflict(type="organization", id=organization_id)
        made = _valid(db, organization_id, data)
        organizations.save(db, made, actor=actor.recorded, at=at)
    return Body(made, confirmed=True)


def _body(db: Database, organization_id: str) -> Body:
    found = organizations.get(db, organization_id)
    return Body(found, organizations.is_confirmed(db, organization_id))


def _valid(db: Database, organization_id: str, data: Mapping[str, Any]) -> Organization:
    filled = {name: without_blanks(value) for name, value in data.items()}
    given = {name: value for name, value in filled.items() if value is not None}
    made = validate(Organization, {**given, "id": organization_id})
    taken = [
        FieldError(("name", language), "name_taken", {"value": getattr(made.name, language)})
        for language in made.name.languages()
        if organizations.named(db, getattr(made.name, language)) - {organization_id}
    ]
    if taken:
        raise InvalidRecord(taken)
    return made


def _free_id(db: Database, name: Any) -> str:
    given = without_blanks(name)
    texts = given if isinstance(given, Mapping) else {}
    base = slug(str(texts.get("fr") or texts.get("en") or ""))
    candidates = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(
        candidate
        for candidate in candidates
        if candidate not in WORDS_OF_PAGES and not _exists(db, candidate)
    )


def _exists(db: Database, organization_id: str) -> bool:
    try:
        organizations.get(db, organization_id)
    except NotFound:
        return False
    return True


def _called(one: Organization) -> list[str]:
    texts = [one.name.fr, one.name.en, one.id]
    texts += [one.acronym.fr, one.acronym.en] if one.acronym else []
    return [text for text in texts if text]


def _sort_name(body: Body, language: Language) -> str:
    name = body.organization.name
    return fold(getattr(name, language) or name.fr or name.en or body.organization.id)
