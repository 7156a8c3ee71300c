"""What others' formats get of a component is what comes back from them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.identifiers import slug
from catalogue.domain.organization import Organization
from catalogue.domain.validation import record_from, validate
from catalogue.formats.backstage import read_backstage
from catalogue.formats.backstage_writing import backstage_text
from catalogue.formats.dcat import dcat_text
from catalogue.formats.native import to_native
from catalogue.formats.native_csv import read_csv
from catalogue.formats.native_jsonl import read_jsonl
from catalogue.formats.open_data import write_dump
from catalogue.formats.publiccode import read_publiccode
from catalogue.formats.publiccode_rules import broken_rules
from catalogue.formats.publiccode_writing import NotPublishable, publiccode_text
from catalogue.formats.yaml_text import documents

from .files import component, proposal
from .foreign_files import BACKSTAGE, LONG, PUBLICCODE
from .strategies import COMPONENTS

DATA = Path(__file__).resolve().parents[2] / "data"

OPEN: dict[str, Any] = {
    "name": {"fr": "Rendez-vous", "en": "Appointments"},
    "summary": {"fr": "Prendre rendez-vous.", "en": "Book a visit."},
    "description": {"fr": LONG, "en": LONG},
    "features": {"en": ["Reminders"]},
    "keywords": {"en": ["appointment scheduling"]},
    "owner": "Ville de Lac-Perdu",
    "contacts": [{"name": "Ana", "email": "ana@lac.example", "role": "Soutien"}],
    "lifecycle": "pilot",
    "links": {
        "website": "https://lac.example/",
        "documentation": "https://docs.lac.example/",
        "source": "https://code.lac.example/rv",
        "api": "https://api.lac.example/",
    },
    "licence": "EUPL-1.2",
    "used_by": [{"organization": "ville-de-lac-perdu"}],
}
BODY = validate(Organization, {"id": "lac", "name": {"fr": "Ville de Lac-Perdu"}})


def a_component(**fields: Any) -> Component:
    return validate(Component, component(**fields))


def read_back(text: str) -> Component:
    reading = read_publiccode(text.encode(), Path("x"))
    assert reading.errors == reading.left_out == []
    [found] = [one.record for one in reading.records if isinstance(one.record, Component)]
    return found


def test_publiccode_says_all_that_it_can() -> None:
    whole = a_component(**OPEN)
    again = read_back(publiccode_text(whole))
    assert again.model_copy(update={"id": whole.id}) == whole


@given(COMPONENTS)
@settings(deadline=None, max_examples=60)
def test_publiccode_is_valid_or_says_what_is_missing(record: Component) -> None:
    lacking, text = [], ""
    try:
        text = publiccode_text(record)
    except NotPublishable as refused:
        lacking = refused.errors
    assert bool(lacking) != bool(text)
    assert [error for data in documents(text) for error in broken_rules(data)] == []


@given(COMPONENTS, st.sampled_from(["https://code.example/a", "https://é.example/b?c"]))
@settings(deadline=None, max_examples=60)
def test_what_publiccode_read_is_written_and_read_the_same(record: Component, url: str) -> None:
    said = to_native(record)
    described = dict.fromkeys(said["summary"], LONG)
    links = {**said.get("links", {}), "source": url}
    said |= {"licence": "MIT", "links": links, "description": described}
    try:
        once = read_back(publiccode_text(validate(Component, said)))
        twice = read_back(publiccode_text(once))
    except NotPublishable:
        assume(False)
        return
    assert twice == once
    if set(said["name"]) <= set(said["summary"]):
        shared = set(said["summary"]) & set(said["name"])
        assert all(getattr(once.summary, one) for one in shared)


def test_a_file_of_publiccode_comes_round() -> None:
    once = read_back(PUBLICCODE)
    assert read_back(publiccode_text(once)).model_copy(update={"keywords": once.keywords}) == once


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"links": {}}, ["links.source"]),
        ({"links": {"source": "git://code.example/a"}}, ["links.source"]),
        ({"licence": None}, ["licence"]),
        ({"licence": "our own"}, ["licence"]),
        ({"description": None, "features": {}}, ["description.fr"]),
    ],
)
def test_what_publiccode_lacks_is_named_in_our_words(
    change: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(NotPublishable) as lacking:
        publiccode_text(a_component(**{**OPEN, **change}))
    assert [error.dotted for error in lacking.value.errors] == fields


def test_a_short_description_is_lengthened_by_what_else_is_said() -> None:
    how = {"fr": LONG, "en": LONG}
    told = {**OPEN, "description": {"fr": "Court.", "en": "Short."}, "onboarding": {"how": how}}
    [data] = documents(publiccode_text(a_component(**told)))
    assert data["description"]["fr"]["longDescription"].startswith("Court.\n\nPrendre rendez")


@given(st.lists(COMPONENTS, min_size=1, max_size=3, unique_by=lambda one: one.id.lower()))
@settings(deadline=None, max_examples=60)
def test_what_backstage_read_is_written_and_read_the_same(records: list[Component]) -> None:
    owners = {one.owner for one in records if one.owner}
    assume(len({slug(owner) for owner in owners}) == len(owners))  # else they are one group

    def read(text: str) -> list[Component]:
        reading = read_backstage(text.encode(), Path("x"))
        assert reading.errors == reading.left_out == []
        return [one.record for one in reading.records if isinstance(one.record, Component)]

    once = read(backstage_text(records))
    assert [one.id for one in once] == [one.id for one in records]
    assert read(backstage_text(once)) == once
    assert [one.lifecycle for one in once] == [one.lifecycle for one in records]


def test_the_whole_sample_passes_through_backstage() -> None:
    lines = (DATA / "sample" / "components.jsonl").read_bytes()
    sample = [one.record for one in read_jsonl(lines, Path("x")).records]
    components = [one for one in sample if isinstance(one, Component)]
    reading = read_backstage(backstage_text(components).encode(), Path("x"))
    assert reading.errors == reading.left_out == []
    found = {one.record.id: one.record for one in reading.records}
    for one in components:
        again = found[one.id]
        assert isinstance(again, Component)
        said = {text for text in (one.name.fr, one.name.en) if text}
        assert said & {again.name.fr, again.name.en}
        assert (again.lifecycle, again.links.source) == (one.lifecycle, one.links.source)


def test_a_file_of_backstage_comes_round() -> None:
    reading = read_backstage(BACKSTAGE.encode(), Path("x"))
    once = [one.record for one in reading.records if isinstance(one.record, Component)]
    again = read_backstage(backstage_text(once).encode(), Path("x"))
    found = {one.record.id: one.record for one in again.records}
    for one in once:
        assert found[one.id].model_copy(update={"contacts": (), "relations": ()}) == one.model_copy(
            update={"contacts": (), "relations": ()}
        )


def test_dcat_names_datasets_services_and_everything_else() -> None:
    kinds = {"a": "dataset", "b": "api", "c": "service"}
    records = [
        a_component(**{**OPEN, "id": one, "kind": kind, "owner": "lac"})
        for one, kind in kinds.items()
    ]
    data = json.loads(dcat_text(records, {"lac": BODY}, "https://catalogue.example/"))
    assert data["@type"] == "dcat:Catalog"
    assert all(data[f"dct:{name}"] for name in ("title", "description", "publisher"))
    [service] = data["dcat:service"]
    assert service["dcat:endpointURL"] == {"@id": "https://lac.example/"}
    assert service["@id"] == "https://catalogue.example/en/components/b"
    [dataset] = data["dcat:dataset"]
    assert {text["@language"] for text in dataset["dct:title"]} == {"fr", "en"}
    assert [one["dct:identifier"] for one in data["dcat:resource"]] == ["c"]
    [agent] = data["@included"]
    assert dataset["dct:publisher"] == {"@id": agent["@id"]}
    assert "urn:" in json.loads(dcat_text(records, {}))["@id"]


def test_the_archive_describes_itself_and_tells_nobody_s_address() -> None:
    shown = a_component(**OPEN, verified_by="Ana Tremblay")
    node = record_from({"type": "capability", "id": "visits", "name": {"fr": "Visites"}})
    held = [node, BODY, shown, record_from(proposal())]
    first, second = io.BytesIO(), io.BytesIO()
    write_dump(held, first, date(2027, 1, 31))
    write_dump(held, second, date(2027, 1, 31))
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "2027-01-31" in parts["README.md"]
    assert "1 composantes" in parts["LISEZMOI.md"]
    package = json.loads(parts["datapackage.json"])
    assert {one["path"] for one in package["resources"]} <= set(parts)
    assert all(one["rows"] == 1 for one in package["resources"])
    whole = "".join(parts.values())
    assert "Ana" not in whole
    assert "@lac.example" not in whole
    assert proposal()["title"] not in whole
    for name in ("components", "organizations", "capabilities"):
        lines = read_jsonl(parts[f"{name}.jsonl"].encode(), Path("x"))
        rows = read_csv(parts[f"{name}.csv"].encode(), Path("x"))
        assert lines.errors == rows.errors == []
        assert [one.record for one in lines.records] == [one.record for one in rows.records]


def test_an_archive_of_nothing_has_its_headers() -> None:
    out = io.BytesIO()
    write_dump([], out, date(2027, 1, 31))
    with zipfile.ZipFile(out) as archive:
        header = next(csv.reader(io.StringIO(archive.read("capabilities.csv").decode())))
    assert header[:2] == ["type", "id"]
    assert "parent" in header


@given(st.lists(COMPONENTS, max_size=3, unique_by=lambda one: one.id))
@settings(deadline=None, max_examples=40)
def test_dcat_of_anything_has_what_the_profile_asks_for(records: list[Component]) -> None:
    data = json.loads(dcat_text(records, {}, "https://catalogue.example"))
    entries = [
        one for key in ("dataset", "service", "resource") for one in data.get(f"dcat:{key}", ())
    ]
    assert len(entries) == len(records)
    assert len({one["@id"] for one in entries}) == len(records)
    links = [held for one in entries for held in one.values() if isinstance(held, dict)]
    for address in [one["@id"] for one in (data, *entries, *links)]:
        assert not set(address) & set(' "<>\\^`{|}')
    for one in [data, *entries]:
        for field in ("dct:title", "dct:description"):
            assert {text["@language"] for text in one[field]} <= {"fr", "en"}
            assert all(text["@value"].strip() for text in one[field])
            assert one[field]
    assert all("dcat:endpointURL" in one for one in data.get("dcat:service", ()))


@given(st.lists(COMPONENTS, min_size=1, max_size=3, unique_by=lambda one: one.id))
@settings(deadline=None, max_examples=30)
def test_what_the_archive_tells_is_read_back_the_same(records: list[Component]) -> None:
    out = io.BytesIO()
    write_dump(records, out, date(2027, 1, 31))
    with zipfile.ZipFile(out) as archive:
        lines = read_jsonl(archive.read("components.jsonl"), Path("x"))
        rows = read_csv(archive.read("components.csv"), Path("x"))
    assert lines.errors == rows.errors == []
    told = [one.record for one in lines.records]
    assert told == [one.record for one in rows.records]
    assert [one.id for one in told] == [one.id for one in records]
