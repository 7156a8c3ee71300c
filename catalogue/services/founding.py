"""Making a new instance, and filling one with the sample."""

from __future__ import annotations

from pathlib import Path

from catalogue.domain.errors import CatalogueError
from catalogue.storage import capabilities, marks, people, records
from catalogue.storage.connection import transaction

from .importing import import_file
from .progress import Watch, unwatched
from .resources import shipped
from .workspace import Workspace

SYSTEM = "system"
"""The actor of what the software does by itself."""


class NotADemonstration(CatalogueError):
    """The catalogue is meant seriously: neither samples nor known passwords have a place in it."""

    code = "not_a_demonstration"


def found(workspace: Workspace) -> None:
    """Give a new instance the list of capabilities that ships; an older one is left alone."""
    if not capabilities.all(workspace.db):
        import_file(workspace, shipped("data") / "capabilities.jsonl", actor=SYSTEM)


def load_sample(workspace: Workspace, watch: Watch = unwatched) -> None:
    """Load the invented sample: public bodies, components and proposals.

    The instance is a demonstration from then on. Raises NotADemonstration
    where it holds people or components already that are meant seriously.
    """
    with transaction(workspace.db) as db:
        in_use = people.all(db) or records.count(db, "component")
        if in_use and not marks.is_demonstration(db):
            raise NotADemonstration(path=str(workspace.home))
        marks.mark_demonstration(db)
    for path in sample_files():
        import_file(workspace, path, actor=SYSTEM, watch=watch)


def sample_files() -> list[Path]:
    """The sample's files, in the order in which they are loaded."""
    folder = shipped("data") / "sample"
    return [folder / f"{name}.jsonl" for name in ("organizations", "components", "proposals")]
