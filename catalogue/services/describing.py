"""From what somebody typed to a component, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from catalogue.domain.component import Component, Lifecycle
from catalogue.domain.errors import FieldError, InvalidRecord, Path
from catalogue.domain.validation import validate
from catalogue.storage import capabilities, organizations, records

from .naming import NAMES
from .typed import as_typed, without_blanks
from .workspace import Workspace

TYPED = frozenset(Component.model_fields) - {"type", "id", "verified_on", "verified_by"}
"""The fields of a Component that an architect types; confirming an entry is an act of its own."""

_Identify = Callable[[Path, str], str]


def described(
    workspace: Workspace,
    component_id: str,
    data: Mapping[str, Any],
    before: Component | None = None,
) -> Component:
    """The component that the typed fields amount to; ``before`` has the fields that are not given.

    Empty texts and rows count as not given. Public bodies and components may
    be named by identifier or by name. Raises InvalidRecord, where paths are
    those of what was typed.
    """
    unknown = sorted(set(data) - TYPED)
    if unknown:
        raise InvalidRecord([FieldError((name,), "unknown_field") for name in unknown])
    flaws: list[FieldError] = []
    given = _given(data, before)
    given |= _with_identifiers(workspace, given, flaws)
    try:
        component = validate(Component, {**given, "id": component_id})
    except InvalidRecord as error:
        known = {flaw.path for flaw in flaws}
        flaws += [one for one in error.errors if one.path not in known]
        raise InvalidRecord(_located(data, flaws)) from error
    flaws += _loose(workspace, component)
    if flaws:
        raise InvalidRecord(_located(data, flaws))
    return component


def meant_component(workspace: Workspace, path: Path, text: str) -> str:
    """The identifier of the component that a text means. Raises InvalidRecord."""
    flaws: list[FieldError] = []
    found = _component(workspace, flaws)(path, text.strip())
    if flaws:
        raise InvalidRecord(flaws)
    return found


def require_sound_successor(workspace: Workspace, component: Component, path: Path) -> None:
    """A component gives way to one that lives, and never, through others, to itself.

    Raises InvalidRecord with an error at ``path``.
    """
    named = component.replaced_by
    if named is None:
        return
    successor = _held(workspace, named)
    if successor is None:
        raise InvalidRecord([FieldError(path, "unknown_reference", {"value": named})])
    if successor.lifecycle is Lifecycle.retired:
        raise InvalidRecord([FieldError(path, "retired_successor")])
    seen: set[str] = set()
    following: Component | None = successor
    while following is not None and following.id not in seen:
        if following.id == component.id:
            raise InvalidRecord([FieldError(path, "successor_cycle")])
        seen.add(following.id)
        following = _held(workspace, following.replaced_by) if following.replaced_by else None


def _held(workspace: Workspace, component_id: str) -> Component | None:
    return records.fetch(workspace.db, "component", [component_id]).get(component_id)


def _given(data: Mapping[str, Any], before: Component | None) -> dict[str, Any]:
    held = before.model_dump(mode="json", exclude_none=True) if before else {}
    filled = {name: without_blanks(value) for name, value in data.items()}
    kept = {name: value for name, value in held.items() if name not in filled}
    return kept | {name: value for name, value in filled.items() if value is not None}


def _with_identifiers(
    workspace: Workspace, data: Mapping[str, Any], flaws: list[FieldError]
) -> dict[str, Any]:
    """The fields that name public bodies and components, by identifier; the rest as flaws."""
    body, component = _body(workspace, flaws), _component(workspace, flaws)
    told: dict[str, Any] = {}
    for name, identify in (("owner", body), ("replaced_by", component)):
        if isinstance(text := data.get(name), str):
            told[name] = identify((name,), text.strip())
    told |= _rows(data, "relations", "target", component)
    return told | _rows(data, "used_by", "organization", body)


def _rows(data: Mapping[str, Any], name: str, key: str, identify: _Identify) -> dict[str, Any]:
    rows = data.get(name)
    if not isinstance(rows, list):
        return {}
    return {
        name: [
            {**row, key: identify((name, n, key), row[key].strip())}
            if isinstance(row, Mapping) and isinstance(row.get(key), str)
            else row
            for n, row in enumerate(rows)
        ]
    }


def _body(workspace: Workspace, flaws: list[FieldError]) -> _Identify:
    def identify(path: Path, text: str) -> str:
        found = organizations.find(workspace.db, text)
        if found is None:
            flaws.append(FieldError(path, "unknown_reference", {"value": text}))
        return found or text

    return identify


def _component(workspace: Workspace, flaws: list[FieldError]) -> _Identify:
    def identify(path: Path, text: str) -> str:
        found = NAMES.of(workspace).meant(text)
        if len(found) != 1:
            code = "several_components" if found else "unknown_reference"
            flaws.append(FieldError(path, code, {"value": text}))
        return next(iter(found)) if len(found) == 1 else text

    return identify


def _loose(workspace: Workspace, component: Component) -> list[FieldError]:
    """Capabilities that do not exist, and ties of a component to itself."""
    unknown = [
        FieldError(("capabilities", n), "unknown_reference", {"value": component.capabilities[n]})
        for n in capabilities.unknown(workspace.db, component.capabilities)
    ]
    selves = [
        FieldError(("relations", n, "target"), "related_to_itself")
        for n, tie in enumerate(component.relations)
        if tie.target == component.id
    ]
    return [*unknown, *selves]


def _located(data: Mapping[str, Any], flaws: list[FieldError]) -> list[FieldError]:
    return [FieldError(as_typed(data, one.path), one.code, one.params) for one in flaws]
