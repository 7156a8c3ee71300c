"""Components for pages to show, with no more in them than a test says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from catalogue.services.importing import import_file
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import opened


def component(component_id: str = "booking", **fields: Any) -> dict[str, Any]:
    return {
        "type": "component",
        "id": component_id,
        "name": {"fr": f"Réservation {component_id}", "en": f"Booking {component_id}"},
        "summary": {"fr": "Choisir une plage libre", "en": "Choose a free time slot"},
        **fields,
    }


def proposal(proposal_id: str = "secret", **fields: Any) -> dict[str, Any]:
    return {
        "type": "proposal",
        "id": proposal_id,
        "title": "Unannounced booking of rooms",
        "description": "Choose a free time slot for a room that nobody knows of yet.",
        "language": "en",
        "status": "submitted",
        "organization": "Ministry of Secrets",
        **fields,
    }


def store(home: Path, *records: dict[str, Any]) -> None:
    """Import the records, and bring the copies up to date."""
    path = home.parent / "records.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    with opened(home) as workspace:
        report = import_file(workspace, path, actor="ana")
        assert report.stored, report.errors
        catch_up(workspace)
