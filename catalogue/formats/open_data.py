"""The public part of the catalogue as one ZIP archive that describes itself."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from catalogue.domain.component import Component
from catalogue.domain.organization import Capability, Organization
from catalogue.domain.validation import Record

from .backstage_writing import backstage_text
from .csv_rows import write_table
from .dcat import ABOUT, TITLE, dcat_text
from .fields import SHEETS, RecordType
from .flat import write_rows
from .native_jsonl import write_jsonl
from .open_data_words import README, RESOURCES

_PRIVATE = {"contacts": (), "verified_by": None}
"""What a copy must not carry on for ever: who answers may change, or ask to be left out."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_dump(
    records: Iterable[Record], target: Path | BinaryIO, day: date, base_url: str | None = None
) -> None:
    """Components, public bodies and capabilities in every format, and what they are.

    Proposals are left out, and so are names, addresses and telephone numbers
    of people: they stand on each component's page, where they can be
    corrected. The same records on the same day make the same archive.
    """
    held = list(records)
    components = [_public(one) for one in held if isinstance(one, Component)]
    bodies = [one for one in held if isinstance(one, Organization)]
    by_kind: dict[RecordType, Sequence[Record]] = {
        "component": components,
        "organization": bodies,
        "capability": [one for one in held if isinstance(one, Capability)],
    }
    counts = {str(kind): len(chosen) for kind, chosen in by_kind.items()}
    named = {body.id: body for body in bodies}
    files = {
        "catalog.jsonld": dcat_text(components, named, base_url),
        "catalog-info.yaml": backstage_text(components, named),
        "datapackage.json": _package(counts, day, base_url),
    }
    files |= {name: text.format(day=day, **counts) for name, text in README.items()}
    for kind, chosen in by_kind.items():
        files[f"{SHEETS[kind]}.jsonl"], files[f"{SHEETS[kind]}.csv"] = _tables(chosen, kind)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].encode())


def _public(component: Component) -> Component:
    return component.model_copy(update=_PRIVATE)


def _tables(chosen: Sequence[Record], kind: RecordType) -> tuple[str, str]:
    lines, rows = io.StringIO(newline=""), io.StringIO(newline="")
    write_jsonl(chosen, lines)
    write_table(write_rows(chosen, kind), rows)
    return lines.getvalue(), rows.getvalue()


def _package(counts: Mapping[str, int], day: date, base_url: str | None) -> str:
    """Source: https://datapackage.org/standard/data-package/."""
    data: dict[str, Any] = {
        "name": "shared-digital-foundations",
        "title": f"{TITLE['fr']} / {TITLE['en']}",
        "description": f"{ABOUT['fr']} / {ABOUT['en']}",
        "created": f"{day}T00:00:00Z",
        "resources": [
            {
                "name": f"{SHEETS[kind]}-{ending}",
                "title": " / ".join(titles),
                "path": f"{SHEETS[kind]}.{ending}",
                "format": ending,
                "mediatype": {"csv": "text/csv", "jsonl": "application/jsonl"}[ending],
                "encoding": "utf-8",
                "rows": counts[kind],
            }
            for kind, titles in RESOURCES.items()
            for ending in ("csv", "jsonl")
        ],
    }
    if base_url:
        data["homepage"] = base_url
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
