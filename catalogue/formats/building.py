"""From a plain object to a record, leniently where that costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
        reading.keep(Located(record, location, relevant, id_made))


def _record(reading: Reading, data: object, location: Location) -> Record | None:
    def locate(error: FieldError, severity: Severity) -> Finding:
        return Finding(location, error.dotted, error.code, error.params, severity)

    return lenient_record(reading, data, _forgivable, locate)


def lenient_record(
    reading: Reading,
    data: object,
    forgivable: Callable[[FieldError], Path | None],
    locate: Callable[[FieldError, Severity], Finding],
) -> Record | None:
    """The record that the data makes once its odd fields are left out.

    ``forgivable`` says what to leave out for an error, None where the record
    cannot do without; ``locate`` makes the finding. None where the record has
    errors, which are added to the reading.
    """
    for _ in range(_ROUNDS):
        errors: list[FieldError] = find_flaws(data)
        if not errors:
            try:
                return record_from(data)
            except InvalidRecord as invalid:
                errors = _without_echo(invalid.errors)
        odd: list[Path] = []
        sound = True
        for error in errors:
            left_out = forgivable(error)
            if left_out is None:
                sound = False
            else:
                odd.append(left_out)
            severity = Severity.error if left_out is None else Severity.warning
            reading.add(locate(error, severity))
        if not sound:
            return None
        data = _without(data, odd)
    reading.add(locate(FieldError((), "too_many_odd_fields"), Severity.error))
    return None


def _without_echo(errors: Iterable[FieldError]) -> list[FieldError]:
    """The errors; that an id is missing only where that is not the name's fault."""
    all_errors = list(errors)
    others = [error for error in all_errors if (error.path, error.code) != (("id",), "required")]
    return others or all_errors


def _forgivable(error: FieldError) -> Path | None:
    path = error.path
    if error.code == "unknown_field" or (len(path) == 2 and path[0] == "links"):
        return path
    in_contact = len(path) == 3 and path[0] == "contacts" and path[2] in ("email", "phone")
    return path if in_contact else None


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
