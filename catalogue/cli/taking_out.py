"""The command that writes the catalogue to a file."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import click

from catalogue.formats.writing import write_records
from catalogue.services.exporting import everything
from catalogue.services.publishing import open_data, publiccode, write_backstage, write_dcat
from catalogue.services.workspace import Workspace

from .failures import Refused
from .files import has_room, writable
from .options import current
from .speech import remark

FORMATS = ("native", "publiccode", "backstage", "dcat", "open-data")
_BY_ENDING = {".jsonld": "dcat", ".zip": "open-data"}
_YAML = (".yml", ".yaml")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--type", "record_type", type=click.Choice(("component", "proposal")))
@click.option("--format", "format_name", type=click.Choice(FORMATS), help="Else by FILE's name.")
@click.option("--component", "component_id", help="The one that publiccode.yml is of.")
@click.option("--base-url", help="Where the catalogue is served, for links to it.")
@click.pass_obj
def export(
    home: Path,
    file: Path,
    record_type: str | None,
    format_name: str | None,
    component_id: str | None,
    base_url: str | None,
) -> None:
    """Write the catalogue's records to a file; its name tells the format.

    .jsonl and .xlsx hold everything; .csv holds one type, named with --type.
    publiccode.yml is of one component, catalog-info.yaml (Backstage), .jsonld
    (DCAT-AP) and .zip (open data that describe themselves) are of all.
    Proposals and contacts stay out of open data.

    \b
    Example:
      catalogue export components.csv --type component
      catalogue export publiccode.yml --component online-booking
      catalogue export open-data.zip --base-url https://catalogue.example
    """
    chosen = format_name or _named(file)
    if (chosen == "publiccode") != bool(component_id):
        raise Refused("component_for_publiccode")
    if chosen == "native":
        writable(file)
    has_room(file)
    with current(home) as workspace:
        if chosen == "native":
            records = list(everything(workspace, record_type))
            write_records(records, file)
            remark("export.done", count=len(records), path=file)
        else:
            count = _publish(workspace, chosen, file, component_id or "", base_url)
            remark("export.published", count=count, path=file)


def _named(file: Path) -> str:
    """The format that a file's name tells."""
    if file.suffix.lower() in _YAML:
        return "publiccode" if "publiccode" in file.name.lower() else "backstage"
    return _BY_ENDING.get(file.suffix.lower(), "native")


def _publish(
    workspace: Workspace, chosen: str, file: Path, component_id: str, base_url: str | None
) -> int:
    if chosen == "publiccode":
        file.write_text(publiccode(workspace, component_id), encoding="utf-8")
        return 1
    if chosen == "backstage":
        return write_backstage(workspace, file)
    if chosen == "dcat":
        return write_dcat(workspace, file, base_url)
    return open_data(workspace, file, datetime.now(timezone.utc).date(), base_url)
