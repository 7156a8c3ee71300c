from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.organization import Organization
from catalogue.storage import audit, organizations, records
from catalogue.storage.connection import transaction
from catalogue.storage.outcome import Outcome

from .builders import component, proposal, rows, save


def body(organization_id: str, **fields: Any) -> Organization:
    return Organization.model_validate({"id": organization_id, **fields})


HEALTH = body(
    "health",
    name={"fr": "Ministère de la Santé", "en": "Department of Health"},
    acronym={"fr": "MSSS"},
    kind="ministry",
)


def keep(db: Database, organization: Organization, confirmed: bool = True) -> Outcome:
    with transaction(db):
        return organizations.save(db, organization, actor="ana", confirmed=confirmed)


def resolve(db: Database, text: str) -> str:
    with transaction(db):
        return organizations.resolve(db, text, actor="ana")


def test_bodies_come_back_whole_and_change_once(db: Database) -> None:
    bare = body("bare", name={"en": "Bare"})
    assert keep(db, HEALTH) is keep(db, bare) is Outcome.created
    assert keep(db, HEALTH) is Outcome.unchanged
    assert organizations.get(db, "health") == HEALTH
    assert organizations.all(db) == [bare, HEALTH]
    assert len(audit.entries(db, subject="organization/health")) == 1
    assert keep(db, body("health", name={"fr": "Santé Québec"})) is Outcome.changed
    assert resolve(db, "santé québec") == "health"
    assert resolve(db, "MSSS") != "health"
    with pytest.raises(NotFound):
        organizations.get(db, "none")


@pytest.mark.parametrize(
    "text",
    ["health", "HEALTH", "ministere de la sante", "MINISTÈRE  de-la SANTÉ", "msss",
     "department of health", "Ministère de la Santé"],
)  # fmt: skip
def test_a_body_is_found_by_whatever_it_is_called(db: Database, text: str) -> None:
    keep(db, HEALTH)
    assert resolve(db, text) == "health"
    assert rows(db, "organization") == 1


def test_an_unknown_body_is_made_once_and_waits_for_confirmation(db: Database) -> None:
    made = resolve(db, "Ville de Trois-Rivières")
    assert made == "ville-de-trois-rivieres"
    assert resolve(db, "VILLE DE TROIS RIVIERES") == made
    [waiting] = organizations.unconfirmed(db)
    assert (waiting.id, waiting.name.fr, waiting.kind) == (made, "Ville de Trois-Rivières", None)
    assert keep(db, waiting) is Outcome.changed
    assert organizations.unconfirmed(db) == []


def test_bodies_whose_names_make_the_same_slug_stay_apart(db: Database) -> None:
    made = [resolve(db, text) for text in ("健康", "教育", "!!!", "???", "健康")]
    assert made == ["sans-nom", "sans-nom-2", "sans-nom-3", "sans-nom-4", "sans-nom"]


def test_an_acronym_that_two_bodies_share_names_neither(db: Database) -> None:
    keep(db, body("a", name={"fr": "A"}, acronym={"fr": "CSS"}))
    keep(db, body("b", name={"fr": "B"}, acronym={"fr": "CSS", "en": "CSS"}))
    assert resolve(db, "CSS") == resolve(db, "css") == "css"
    assert [one.id for one in organizations.unconfirmed(db)] == ["css"]


def test_a_confirmed_body_wins_over_one_that_was_only_met(db: Database) -> None:
    met = resolve(db, "Revenu Québec!")
    keep(db, body("rq", name={"fr": "Revenu Québec"}))
    assert met == "revenu-quebec"
    assert resolve(db, "Revenu Quebec") == "rq"
    assert resolve(db, met) == met


def test_records_keep_the_identifier_of_the_bodies_they_name(db: Database) -> None:
    keep(db, HEALTH)
    users = [{"organization": "MSSS"}, {"organization": "RAMQ", "since": "2017-01-01"}]
    save(db, component(owner="Ministère de la santé", used_by=users), proposal(organization="Msss"))
    kept = records.get(db, "component", "identity").record
    assert kept.owner == "health"
    assert [use.organization for use in kept.used_by] == ["health", "ramq"]
    assert organizations.get(db, "ramq").name.en == "RAMQ"
    assert records.get(db, "proposal", "portal").record.organization == "health"
    assert save(db, component(owner="MSSS", used_by=users))[0].outcome is Outcome.unchanged


def test_resolving_needs_a_transaction(db: Database) -> None:
    with pytest.raises(RuntimeError):
        organizations.resolve(db, "x", actor="ana")
