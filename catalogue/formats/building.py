"""From a plain object to a record, leniently where that costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.domain.errors import FieldError, InvalidRecord, Path
from catalogue.domain.validation import Record, record_from

from .findings import Finding, Located, Location, Reading, Severity
from .flaws import find_flaws

_GRADES = (1, 2)
_ROUNDS = 5


def add_record(
    reading: Reading,
    data: object,
    location: Location,
    default_type: str | None = None,
) -> None:
    """Validate an object and add its record, or what is wrong with it, to the reading.

    Unknown fields, links that are no address, and a contact's bad e-mail or
    phone are left out with a warning; every other broken rule is an error.
    ``relevant`` of a proposal are its labels, not a field.
    """
    relevant: dict[str, int] | None = None
    id_made = False
    sound = True
    if isinstance(data, Mapping):
        data = dict(data)
        if default_type and data.get("type") is None:
            data["type"] = default_type
        id_made = data.get("id") in (None, "")
        if "relevant" in data and data.get("type") == "proposal":
            relevant = _labels(data.pop("relevant"))
            if relevant is None:
                sound = False
                reading.add(Finding(location, "relevant", "bad_labels"))
    record = _record(reading, data, location)
    if record is not None and sound:
        reading.records.append(Located(record, location, relevant, id_made))


def _record(reading: Reading, data: object, location: Location) -> Record | None:
    for _ in range(_ROUNDS):
        errors: list[FieldError] = find_flaws(data)
        if not errors:
            try:
                return record_from(data)
            except InvalidRecord as invalid:
                errors = _without_echo(invalid.errors)
        odd = [error for error in errors if _forgivable(error)]
        wrong = [error for error in errors if not _forgivable(error)]
        for error in odd:
            reading.add(_finding(error, location, Severity.warning))
        for error in wrong:
            reading.add(_finding(error, location, Severity.error))
        if wrong:
            return None
        data = _without(data, [error.path for error in odd])
    reading.add(Finding(location, "", "too_many_odd_fields"))
    return None


def _without_echo(errors: Iterable[FieldError]) -> list[FieldError]:
    """The errors; that an id is missing only where that is not the name's fault."""
    all_errors = list(errors)
    others = [error for error in all_errors if (error.path, error.code) != (("id",), "required")]
    return others or all_errors


def _forgivable(error: FieldError) -> bool:
    path = error.path
    if error.code == "unknown_field":
        return True
    if len(path) == 2 and path[0] == "links":
        return True
    return len(path) == 3 and path[0] == "contacts" and path[2] in ("email", "phone")


def _finding(error: FieldError, location: Location, severity: Severity) -> Finding:
    return Finding(location, error.dotted, error.code, error.params, severity)


def _without(data: Any, paths: Iterable[Path]) -> Any:
    """A copy of the data without what stands at the paths."""
    by_head: dict[str | int, list[Path]] = {}
    for path in paths:
        by_head.setdefault(path[0], []).append(path[1:])
    items = data.items() if isinstance(data, Mapping) else enumerate(data)
    kept = {
        key: _without(value, by_head[key]) if key in by_head else value
        for key, value in items
        if () not in by_head.get(key, ())
    }
    return kept if isinstance(data, Mapping) else list(kept.values())


def _labels(labels: object) -> dict[str, int] | None:
    """The labels where each grade is 1 or 2; else None."""
    if not isinstance(labels, Mapping) or find_flaws(labels):
        return None
    if any(type(grade) is not int or grade not in _GRADES for grade in labels.values()):
        return None
    return dict(labels)
