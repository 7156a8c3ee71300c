"""Components and public bodies by the names that people type."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.domain.component import Lifecycle
from catalogue.domain.text import Language, in_language
from catalogue.storage import organizations, overview
from catalogue.storage.names import folded
from catalogue.storage.overview import Glance

from .kept import Kept
from .workspace import Workspace

MOST_SUGGESTED = 1_000
"""Names that a page offers to choose from; any other can still be typed."""


class Names:
    """What components are called, and which component a text means."""

    def __init__(self, glances: Iterable[Glance]) -> None:
        self._names: dict[str, dict[str, str]] = {}
        self._ids: dict[str, set[str]] = {}
        self._offered: list[str] = []
        for one in glances:
            self._names[one.id] = one.names
            if one.lifecycle != Lifecycle.retired.value:
                self._offered.append(one.id)
            for name in one.names.values():
                self._ids.setdefault(folded(name), set()).add(one.id)

    def meant(self, text: str) -> set[str]:
        """The identifiers that a text may mean: it is one itself, or a name in either language."""
        return {text} if text in self._names else self._ids.get(folded(text), set())

    def called(self, component_id: str, language: Language) -> str:
        """A component's name, or its identifier where the name would mean another one as well."""
        names = self._names.get(component_id, {})
        name = names.get(language) or next(iter(names.values()), component_id)
        return name if self.meant(name) == {component_id} else component_id

    def offered(self, language: Language) -> list[str]:
        """What to offer somebody who names a component, in order; none that is retired."""
        told = (self.called(one, language) for one in self._offered)
        return sorted(told, key=folded)[:MOST_SUGGESTED]


def _version(workspace: Workspace) -> tuple[str, int]:
    return workspace.index.database, overview.version(workspace.db)


NAMES = Kept(_version, lambda workspace: Names(overview.glances(workspace.db)))
"""The names of a workspace's components, kept while no component changes."""


def component_name(workspace: Workspace, component_id: str, language: Language) -> str:
    """What to write for a component where its name is typed."""
    return NAMES.of(workspace).called(component_id, language)


def component_names(workspace: Workspace, language: Language) -> list[str]:
    """Names of components to choose from."""
    return NAMES.of(workspace).offered(language)


def body_name(workspace: Workspace, organization_id: str, language: Language) -> str:
    """What to write for a public body where its name is typed. Raises NotFound."""
    told = in_language(organizations.get(workspace.db, organization_id).name, language)
    if told and organizations.find(workspace.db, told[0]) == organization_id:
        return told[0]
    return organization_id


def body_names(workspace: Workspace, language: Language) -> list[str]:
    """Names of public bodies to choose from."""
    held = organizations.all(workspace.db)[:MOST_SUGGESTED]
    return sorted((body_name(workspace, one.id, language) for one in held), key=folded)
