"""From a plain object to a record, leniently where that costs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.validation import Record, record_from

from .findings import Finding, Located, Location, Reading, Severity

_LENIENT_FIELDS = ("links", "contacts")
_LENIENT_CODES = frozenset({"bad_address", "bad_email"})
_ROUNDS = 5


def add_record(
    reading: Reading,
    data: object,
    location: Location,
    default_type: str | None = None,
) -> None:
    """Validate an object and add its record, or what is wrong with it, to the reading.

    Unknown fields, and addresses of links and contacts that are none, are left
    out with a warning; every other broken rule is an error. ``relevant`` of a
    proposal are its labels, not a field.
    """
    relevant: Mapping[str, int] | None = None
    if isinstance(data, Mapping):
        data = dict(data)
        if default_type and "type" not in data:
            data["type"] = default_type
        if "relevant" in data and data.get("type") == "proposal":
            relevant = _labels(reading, data.pop("relevant"), location)
    record = _record(reading, data, location)
    if record is not None:
        reading.records.append(Located(record, location, relevant))


def _record(reading: Reading, data: object, location: Location) -> Record | None:
    for _ in range(_ROUNDS):
        try:
            return record_from(data)
        except InvalidRecord as invalid:
            forgiven = [error for error in invalid.errors if _forgivable(error)]
            if not isinstance(data, Mapping) or len(forgiven) < len(invalid.errors):
                for error in invalid.errors:
                    if not _forgivable(error):
                        reading.add(_finding(error, location, Severity.error))
                return None
            for error in sorted(forgiven, key=lambda error: _order(error.path), reverse=True):
                reading.add(_finding(error, location, Severity.warning))
                data = _without(data, error.path)
    reading.add(Finding(location, "", "too_many_odd_fields"))
    return None


def _forgivable(error: FieldError) -> bool:
    if error.code == "unknown_field":
        return True
    return bool(error.path) and error.path[0] in _LENIENT_FIELDS and error.code in _LENIENT_CODES


def _order(path: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(f"{part:09d}" if isinstance(part, int) else part for part in path)


def _finding(error: FieldError, location: Location, severity: Severity) -> Finding:
    return Finding(location, error.dotted, error.code, error.params, severity)


def _without(data: Any, path: tuple[str | int, ...]) -> Any:
    """A copy of the data without what stands at the path."""
    head, *rest = path
    if isinstance(data, Mapping):
        if rest:
            return {**data, head: _without(data[head], tuple(rest))} if head in data else data
        return {key: value for key, value in data.items() if key != head}
    if isinstance(data, list) and isinstance(head, int) and head < len(data):
        inner = [_without(data[head], tuple(rest))] if rest else []
        return [*data[:head], *inner, *data[head + 1 :]]
    return data


def _labels(reading: Reading, labels: object, location: Location) -> Mapping[str, int] | None:
    sound = isinstance(labels, Mapping) and all(
        isinstance(key, str) and type(grade) is int and grade in (0, 1, 2)
        for key, grade in labels.items()
    )
    if not sound:
        reading.add(Finding(location, "relevant", "bad_labels"))
        return None
    return {key: grade for key, grade in labels.items() if grade}  # type: ignore[attr-defined]


def finish(reading: Reading) -> Reading:
    """The reading, with identifiers that a file uses twice settled.

    Two records that name the same identifier are an error that names both
    places; one whose identifier was made from its name gets a number.
    """
    for first, again in _twice(reading):
        params = {
            "id": again.record.id,
            "first": first.location.line or first.location.row or 0,
        }
        reading.add(Finding(again.location, "id", "id_twice", params))
    return reading


def _twice(reading: Reading) -> Iterator[tuple[Located, Located]]:
    seen: dict[tuple[str, str], Located] = {}
    for located in reading.records:
        key = (located.record.type, located.record.id)
        if key in seen:
            yield seen[key], located
        else:
            seen[key] = located
