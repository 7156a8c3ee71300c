"""Identifiers that a file uses twice."""

from __future__ import annotations

from dataclasses import replace

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import Record

from .findings import Finding, Located, Reading, Severity

_Key = tuple[str, str]


def finish(reading: Reading) -> Reading:
    """The reading, with identifiers that stand twice settled.

    Two records that give the same identifier are an error that names both
    places; a lenient reading keeps the first. One whose identifier was made
    from its name gets a number, with a warning where the names are the same too.
    """
    given: dict[_Key, Located] = {}
    twice: set[int] = set()
    for position, located in enumerate(reading.records):
        if located.id_made:
            continue
        key = (located.record.type, located.record.id)
        first = given.setdefault(key, located)
        if first is not located:
            twice.add(position)
            reading.add(_finding(first, located, "id_twice", Severity.error))
    if reading.lenient and twice:
        kept = [one for position, one in enumerate(reading.records) if position not in twice]
        reading.records = kept
    _number(reading, given)
    reading.refuse_if_bare()
    return reading


def _number(reading: Reading, taken: dict[_Key, Located]) -> None:
    named: dict[tuple[str, object], Located] = {}
    again: list[tuple[Located, int]] = []
    for position, located in enumerate(reading.records):
        first = named.setdefault((located.record.type, _name(located.record)), located)
        if first is not located and located.id_made:
            again.append((first, position))
    last: dict[_Key, int] = {}
    for position, located in enumerate(reading.records):
        if not located.id_made:
            continue
        record = located.record
        if (record.type, record.id) in taken:
            record = record.model_copy(update={"id": _free(record, taken, last)})
            reading.records[position] = replace(located, record=record)
        taken[record.type, record.id] = reading.records[position]
    for first, position in again:
        reading.add(_finding(first, reading.records[position], "name_twice", Severity.warning))


def _free(record: Record, taken: dict[_Key, Located], last: dict[_Key, int]) -> str:
    """The identifier with the first number that nobody has."""
    replacement = record.replaced_by if isinstance(record, Component) else None
    number = last.get((record.type, record.id), 1)
    while True:
        number += 1
        wanted = f"{record.id}-{number}"
        if (record.type, wanted) not in taken and wanted != replacement:
            last[record.type, record.id] = number
            return wanted


def _name(record: Record) -> object:
    return record.title if isinstance(record, Proposal) else record.name


def _finding(first: Located, again: Located, code: str, severity: Severity) -> Finding:
    place = first.location
    number = place.line or place.row
    params = {"id": again.record.id, "first": number or place.path or 0}
    code = code if number else f"{code}_there"
    return Finding(again.location, "id", code, params, severity)
