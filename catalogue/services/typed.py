"""From what somebody typed to a proposal, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import FieldError, InvalidRecord, Path
from catalogue.domain.proposal import Proposal
from catalogue.domain.quantities import MOST_MONEY
from catalogue.domain.validation import validate
from catalogue.formats.amounts import read_money
from catalogue.storage import capabilities
from catalogue.storage.drafts import Draft

TYPED = frozenset(Proposal.model_fields) - {"type", "id", "organization", "status"}
"""The fields of a Proposal that a sponsor types."""


def require_known(typed: Mapping[str, Any]) -> None:
    """Raises InvalidRecord for names that are no fields of a proposal's form."""
    unknown = sorted(set(typed) - TYPED)
    if unknown:
        raise InvalidRecord([FieldError((name,), "unknown_field") for name in unknown])


def proposal_of(db: Database, draft: Draft) -> Proposal:
    """The proposal that a draft amounts to, its status aside.

    Empty fields and rows count as not given; amounts may be written as people
    do. Raises InvalidRecord, where paths are those of what was typed.
    """
    data = {name: without_blanks(value) for name, value in draft.typed.items()}
    given = {name: value for name, value in data.items() if value is not None}
    given |= {"id": draft.proposal_id, "organization": draft.organization}
    try:
        proposal = validate(Proposal, _with_amounts(given))
    except InvalidRecord as error:
        raise InvalidRecord(
            [FieldError(as_typed(draft.typed, e.path), e.code, e.params) for e in error.errors]
        ) from error
    unknown = capabilities.unknown(db, proposal.capabilities)
    if unknown:
        paths = [as_typed(draft.typed, ("capabilities", position)) for position in unknown]
        values = [proposal.capabilities[position] for position in unknown]
        raise InvalidRecord(
            [
                FieldError(path, "unknown_reference", {"value": value})
                for path, value in zip(paths, values, strict=True)
            ]
        )
    return proposal


def without_blanks(value: Any) -> Any:
    """The value without empty texts, rows and groups; None where nothing is left."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, Mapping):
        kept = {name: without_blanks(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one is not None} or None
    if isinstance(value, (list, tuple)):
        return [one for one in map(without_blanks, value) if one is not None] or None
    return value


def cost_typed(typed: Mapping[str, Any]) -> float | None:
    """What a project costs by what was typed so far, in Canadian dollars.

    The stated cost, else the sum over fiscal years, of amounts that a
    proposal may have; None where there is none.
    """
    stated = _readable(typed.get("estimated_cost"))
    rows = typed.get("costs")
    if stated is not None or not isinstance(rows, list):
        return stated
    amounts = [
        amount
        for row in rows
        if isinstance(row, Mapping)
        for name in ("build", "run")
        if (amount := _readable(row.get(name))) is not None
    ]
    return sum(amounts) if amounts else None


def _readable(value: Any) -> float | None:
    read = _amount(value)
    if not isinstance(read, (int, float)) or isinstance(read, bool):
        return None
    return float(read) if 0 <= read <= MOST_MONEY else None


def as_typed(typed: Any, path: Path) -> Path:
    """The path of a field without blanks, its positions counted as typed: empty rows included."""
    found: list[str | int] = []
    for part in path:
        if isinstance(part, int) and isinstance(typed, (list, tuple)):
            filled = [n for n, one in enumerate(typed) if without_blanks(one) is not None]
            part = filled[part] if part < len(filled) else part
            typed = typed[part] if part < len(typed) else None
        else:
            typed = typed.get(part) if isinstance(typed, Mapping) else None
        found.append(part)
    return tuple(found)


def _with_amounts(data: Mapping[str, Any]) -> dict[str, Any]:
    read = dict(data)
    if "estimated_cost" in read:
        read["estimated_cost"] = _amount(read["estimated_cost"])
    if isinstance(read.get("costs"), list):
        read["costs"] = [_year(row) for row in read["costs"]]
    return read


def _year(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {name: _amount(one) if name in ("build", "run") else one for name, one in row.items()}


def _amount(value: Any) -> Any:
    return read_money(value) if isinstance(value, str) else value
