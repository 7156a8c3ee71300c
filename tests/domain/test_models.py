from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import ValidationError

from catalogue.domain.component import Component
from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import MODELS, record_from, validate

from .builders import CAPABILITY, COMPONENT, LEAST, ORGANIZATION, PROPOSAL, broken, errors_of


@pytest.mark.parametrize("data", LEAST, ids=lambda data: data["type"])
def test_the_least_that_a_record_needs_is_enough(data: dict) -> None:
    record = record_from(data)
    assert type(record) is MODELS[data["type"]]
    assert record.id == data["id"]


@pytest.mark.parametrize(
    ("data", "left_out", "expected"),
    [
        (COMPONENT, "name", ("name", "required")),
        (COMPONENT, "summary", ("", "no_summary_or_description")),
        (PROPOSAL, "title", ("title", "required")),
        (PROPOSAL, "description", ("description", "required")),
        (PROPOSAL, "type", ("type", "required")),
        (ORGANIZATION, "name", ("name", "required")),
        (CAPABILITY, "name", ("name", "required")),
    ],
)
def test_what_is_missing_is_named(data: dict, left_out: str, expected: tuple[str, str]) -> None:
    assert broken({key: data[key] for key in data if key != left_out}) == [expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"lifecycle": "asleep"}, ("lifecycle", "unknown_value")),
        ({"kind": None}, ("kind", "unknown_value")),
        ({"eligibility": ["ministry", "ghost"]}, ("eligibility[1]", "unknown_value")),
        ({"replaced_by": "a"}, ("", "replaced_by_itself")),
        ({"shoe_size": 44}, ("shoe_size", "unknown_field")),
        ({"name": {"fr": "Nom", "de": "Name"}}, ("name.de", "unknown_field")),
        ({"name": {"fr": "Nom", 1: "x"}}, ("name[1]", "unknown_field")),
        ({"links": {"blog": "https://example.org"}}, ("links.blog", "unknown_field")),
        ({"name": "Nom"}, ("name", "not_an_object")),
        ({"name": ["Nom"]}, ("name", "not_an_object")),
        ({"name": {"fr": ["Nom"]}}, ("name.fr", "not_text")),
        ({"aliases": "Nom"}, ("aliases", "not_a_list")),
        ({"aliases": {"fr": "Nom"}}, ("aliases", "not_a_list")),
        ({"aliases": None}, ("aliases", "not_a_list")),
        ({"keywords": {"fr": "mot"}}, ("keywords.fr", "not_a_list")),
        ({"aliases": ["a", 2]}, ("aliases[1]", "not_text")),
        ({"contacts": [{"name": "A"}, {}]}, ("contacts[1].name", "required")),
        ({"contacts": ["A"]}, ("contacts[0]", "not_an_object")),
        ({"contacts": [{"name": "A", "email": "nobody"}]}, ("contacts[0].email", "bad_email")),
        ({"relations": [{"type": "x", "target": "b"}]}, ("relations[0].type", "unknown_value")),
        ({"used_by": [{"organization": "o", "since": "?"}]}, ("used_by[0].since", "bad_date")),
        ({"capabilities": ["Not A Slug"]}, ("capabilities[0]", "bad_identifier")),
    ],
)
def test_a_broken_component_names_its_field(change: dict, expected: tuple[str, str]) -> None:
    assert broken(COMPONENT | change) == [expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"status": "maybe"}, ("status", "unknown_value")),
        ({"language": "de"}, ("language", "unknown_value")),
        ({"title": 12}, ("title", "not_text")),
        ({"title": ["Titre"]}, ("title", "not_text")),
        ({"description": None}, ("description", "not_text")),
        ({"people": [""]}, ("people[0]", "empty")),
        ({"costs": [{"build": 1}]}, ("costs[0].fiscal_year", "required")),
        ({"costs": [{"fiscal_year": "2026"}]}, ("costs[0].fiscal_year", "bad_pattern")),
        ({"costs": [{"fiscal_year": "٢٠٢٦-٢٠٢٧"}]}, ("costs[0].fiscal_year", "bad_pattern")),
        ({"start": "2027-01-02", "end": "2027-01-01"}, ("", "ends_before_start")),
    ],
)
def test_a_broken_proposal_names_its_field(change: dict, expected: tuple[str, str]) -> None:
    assert broken(PROPOSAL | change) == [expected]


def test_a_project_may_end_on_the_day_it_starts() -> None:
    day = record_from(PROPOSAL | {"start": "2027-01-01", "end": "2027-01-01"})
    assert isinstance(day, Proposal)
    assert day.start == day.end == date(2027, 1, 1)


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = broken(PROPOSAL | {"estimated_cost": -1, "status": "maybe", "extra": 1})
    assert {field for field, _ in found} == {"estimated_cost", "status", "extra"}


def test_an_unknown_value_comes_with_those_that_are_known() -> None:
    (kind,) = errors_of(ORGANIZATION | {"kind": "club"})
    assert kind.params["expected"] == "ministry, agency, health, education, municipal, crown"
    (language,) = errors_of(PROPOSAL | {"language": "de"})
    assert language.params["expected"] == "fr, en"


@pytest.mark.parametrize("data", [None, [], 3, "component", COMPONENT["name"].items()])
def test_what_is_no_object_is_no_record(data: object) -> None:
    assert broken(data) == [("", "not_an_object")]


@pytest.mark.parametrize("kind", ["ghost", "Component", "", 3, ["component"], {}, True])
def test_an_unknown_type_comes_with_those_that_are_known(kind: object) -> None:
    (error,) = errors_of(COMPONENT | {"type": kind})
    assert (error.dotted, error.code) == ("type", "unknown_value")
    assert error.params["expected"] == "capability, component, organization, proposal"
    assert error.params.get("found") == (kind if isinstance(kind, str) else None)


def test_any_mapping_is_an_object() -> None:
    assert record_from(MappingProxyType(COMPONENT)) == record_from(COMPONENT)


def test_one_model_may_be_asked_for() -> None:
    assert validate(Proposal, {"id": "p", "title": "T", "description": "D"}).type == "proposal"
    with pytest.raises(InvalidRecord) as caught:
        validate(Proposal, COMPONENT | {"title": "T", "description": "D"})
    assert ("type", "unknown_value") in [(e.dotted, e.code) for e in caught.value.errors]


@pytest.mark.parametrize(
    ("path", "dotted"),
    [
        ((), ""),
        (("title",), "title"),
        (("links", "website"), "links.website"),
        (("costs", 2, "build"), "costs[2].build"),
        ((3, "name"), "[3].name"),
    ],
)
def test_a_path_is_written_as_people_write_it(path: tuple[str | int, ...], dotted: str) -> None:
    assert FieldError(path, "empty").dotted == dotted


def test_a_record_cannot_be_changed_in_place() -> None:
    component: Any = record_from(COMPONENT)
    with pytest.raises(ValidationError):
        component.id = "b"


@pytest.mark.parametrize(
    ("change", "languages"),
    [
        ({}, ("fr",)),
        ({"description": {"en": "Text"}}, ("fr", "en")),
        ({"name": {"en": "N"}, "summary": {"en": "S"}}, ("en",)),
        ({"keywords": {"en": ["word"]}}, ("fr",)),
    ],
)
def test_a_component_knows_the_languages_of_its_texts(change: dict, languages: tuple) -> None:
    component = record_from(COMPONENT | change)
    assert isinstance(component, Component)
    assert component.languages() == languages
