"""A component that a file offers, as in a pull request: does something like it exist already?"""

from __future__ import annotations

from catalogue.domain.component import Component
from catalogue.domain.match import CheckResult
from catalogue.domain.pair import Matched
from catalogue.storage import organizations, records

from .checking import Checker, Wanted
from .workspace import Workspace

_NOBODYS = "~"
"""No record's identifier."""


def check_offered(checker: Checker, component: Component) -> CheckResult:
    """The registered components that the offered one may duplicate. It is stored nowhere.

    Components to which the file itself declares a tie are known to its author,
    and left out. A component of the same identifier is the offered one's
    earlier version, unless it is another public body's.
    """
    settled = frozenset(Matched("component", tie.target) for tie in component.relations)
    asked = component
    if _is_another_s(checker.workspace, component):
        asked = component.model_copy(update={"id": _NOBODYS})
    result = checker.check(asked, Wanted(settled=settled, apart=True))
    kept = tuple(match for match in result.matches if match.type == "component")
    return result.model_copy(update={"matches": kept})


def _is_another_s(workspace: Workspace, component: Component) -> bool:
    """Whether its identifier is taken by a component of another public body."""
    held = records.fetch(workspace.db, "component", [component.id]).get(component.id)
    if held is None or held.owner is None or component.owner is None:
        return False
    owner = organizations.find(workspace.db, component.owner) or component.owner
    return owner != held.owner
