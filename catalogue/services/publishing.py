"""Components in the forms that other catalogues and portals read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from catalogue.domain.component import Component
from catalogue.domain.organization import Organization
from catalogue.domain.text import Language, in_language
from catalogue.formats.backstage_writing import backstage_text
from catalogue.formats.dcat import dcat_text
from catalogue.formats.open_data import write_dump
from catalogue.formats.publiccode_writing import NotPublishable, publiccode_text
from catalogue.formats.replacing import replacing
from catalogue.storage import organizations, records

from .exporting import everything
from .workspace import Workspace

__all__ = ["NotPublishable", "open_data", "publiccode", "write_backstage", "write_dcat"]


def publiccode(workspace: Workspace, component_id: str) -> str:
    """A component as publiccode.yml. Raises NotFound and NotPublishable."""
    component = records.get(workspace.db, "component", component_id).record
    language = component.languages()[0]
    names = {body.id: _name(body, language) for body in organizations.all(workspace.db)}
    return publiccode_text(component, names)


def _name(body: Organization, language: Language) -> str:
    name, _ = in_language(body.name, language) or (body.id, language)
    return name


def write_backstage(workspace: Workspace, path: Path) -> int:
    """Every component as catalog-info.yaml; says how many. Raises OSError."""
    components = _components(workspace)
    _write(backstage_text(components, _bodies(workspace)), path)
    return len(components)


def write_dcat(workspace: Workspace, path: Path, base_url: str | None = None) -> int:
    """The catalogue as JSON-LD by DCAT-AP; says of how many components. Raises OSError."""
    components = _components(workspace)
    _write(dcat_text(components, _bodies(workspace), base_url), path)
    return len(components)


def open_data(workspace: Workspace, path: Path, day: date, base_url: str | None = None) -> int:
    """The public part of the catalogue as a ZIP; says how many components. Raises OSError."""
    held = list(everything(workspace))
    with replacing(path) as target:
        write_dump(held, target, day, base_url)
    return sum(record.type == "component" for record in held)


def _components(workspace: Workspace) -> list[Component]:
    return [one for one in everything(workspace, "component") if isinstance(one, Component)]


def _bodies(workspace: Workspace) -> dict[str, Organization]:
    return {body.id: body for body in organizations.all(workspace.db)}


def _write(text: str, path: Path) -> None:
    with replacing(path) as target:
        target.write_text(text, encoding="utf-8")
