"""Records for tests, with no more in them than a test says."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.storage import records
from catalogue.storage.connection import transaction

NOON = datetime(2018, 5, 21, 12, 0, 0, 5, tzinfo=timezone.utc)


def component(component_id: str = "identity", **fields: Any) -> Component:
    data = {"id": component_id, "name": {"en": "Identity"}, "summary": {"en": "Sign in"}}
    return Component.model_validate({**data, **fields})


def proposal(proposal_id: str = "portal", **fields: Any) -> Proposal:
    data = {"id": proposal_id, "title": "Portail", "description": "Un portail"}
    return Proposal.model_validate({**data, **fields})


def save(db: Database, *some: Component | Proposal, **how: Any) -> list[records.Saved]:
    with transaction(db):
        return [records.save(db, one, **{"actor": "ana", **how}) for one in some]


def rows(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
