"""Files and records for tests, with no more in them than a test says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from catalogue.domain.proposal import Proposal
from catalogue.services.importing import ImportReport, import_file
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace

BOOKING = "Residents choose a free time slot for an appointment at a counter and get a reminder."


def component(component_id: str = "booking", **fields: Any) -> dict[str, Any]:
    return {
        "type": "component",
        "id": component_id,
        "name": {"en": f"Appointment booking {component_id}"},
        "summary": {"en": BOOKING},
        **fields,
    }


def proposal(proposal_id: str = "slots", **fields: Any) -> dict[str, Any]:
    return {
        "type": "proposal",
        "id": proposal_id,
        "title": "Appointment booking at counters",
        "description": BOOKING,
        "language": "en",
        "status": "submitted",
        **fields,
    }


def draft(proposal_id: str = "new", **fields: Any) -> Proposal:
    return Proposal.model_validate(proposal(proposal_id, **fields))


def written(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def stored(workspace: Workspace, *records: dict[str, Any], **how: Any) -> ImportReport:
    """Import the records and bring the copies up to date."""
    path = written(workspace.home.parent / "stored.jsonl", *records)
    report = import_file(workspace, path, **{"actor": "ana", **how})
    catch_up(workspace)
    return report


def content(workspace: Workspace) -> str:
    """All that the database holds."""
    return "\n".join(workspace.db.conn.iterdump())
