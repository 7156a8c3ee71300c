"""Proposals by the public body that they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.text import Language

from .times import from_text


@dataclass(frozen=True)
class Belonging:
    """A proposal in short; ``updated_at`` is when its record last changed.

    ``cost`` is in Canadian dollars: the stated one, else the sum over fiscal years.
    ``language`` is None where nobody said in which one it is written.
    """

    id: str
    title: str
    organization: str
    status: ProposalStatus
    updated_at: datetime
    cost: float | None
    language: Language | None


def proposals_of(db: Database, organizations: Iterable[str]) -> list[Belonging]:
    """The proposals of public bodies, the latest first."""
    rows = db.execute(
        "SELECT id, json_extract(document, '$.title'), organization, status, updated_at,"
        " estimated_cost, json_extract(document, '$.language')"
        " FROM proposal WHERE organization IN (SELECT value FROM json_each(?))"
        " ORDER BY updated_at DESC, id",
        [json.dumps(sorted(organizations))],
    )
    return [
        Belonging(one, title, organization, ProposalStatus(status), from_text(at), cost, language)
        for one, title, organization, status, at, cost, language in rows
    ]
