"""What a search that is being typed may become."""

from __future__ import annotations

from datetime import date

from catalogue.domain.text import LANGUAGES
from catalogue.language.folding import fold
from catalogue.search.names import Names
from catalogue.storage import capabilities, overview

from .kept import Kept
from .searches import often_asked
from .workspace import Workspace

SHORTEST = 2
MOST = 8


def complete(workspace: Workspace, typed: str, today: date, most: int = MOST) -> list[str]:
    """Searches that begin as typed: what was often asked, names of components and capabilities.

    At most ``most``, nothing for a single letter; slips are forgiven where nothing begins so.
    """
    said = " ".join(typed.split())
    if len(said) < SHORTEST:
        return []
    names = NAMES.of(workspace)
    asked = [one for one in often_asked(workspace, today) if fold(one).startswith(fold(said))]
    found = [*asked[: most // 2], *names.beginning(said, most)]
    if not found:
        found = names.alike(said, most)
    distinct: dict[str, str] = {}
    for one in found:
        distinct.setdefault(fold(one), one)
    distinct.pop(fold(said), None)
    return list(distinct.values())[:most]


def _names(workspace: Workspace) -> Names:
    components = [
        glance.names[language]
        for glance in overview.glances(workspace.db)
        for language in LANGUAGES
        if glance.names.get(language)
    ]
    listed = [
        label
        for one in capabilities.all(workspace.db)
        for label in (one.name.fr, one.name.en)
        if label
    ]
    return Names([*components, *listed])


def _version(workspace: Workspace) -> tuple[str, int, int]:
    listed = len(capabilities.all(workspace.db))
    return workspace.index.database, overview.version(workspace.db), listed


NAMES = Kept(_version, _names)
"""The names of a workspace, kept until a component changes or a capability is added."""
