import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.errors import ForbiddenTransition, InvalidRecord
from catalogue.domain.identifiers import slug
from catalogue.domain.proposal import TRANSITIONS, Proposal, ProposalStatus, move
from catalogue.domain.text import in_language
from catalogue.domain.validation import record_from

COMPONENT = {"type": "component", "id": "a", "name": {"fr": "Nom"}, "summary": {"fr": "Résumé"}}
PROPOSAL = {"type": "proposal", "id": "p", "title": "Titre", "description": "Texte"}


def broken(data: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as caught:
        record_from(data)
    return [(error.dotted, error.code) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": {}}, ("name", "no_language")),
        ({"name": {"fr": "  "}}, ("name.fr", "empty")),
        ({"name": {"fr": "a\x00b"}}, ("name.fr", "forbidden_character")),
        ({"name": {"fr": "\ud800"}}, ("name.fr", "forbidden_character")),
        ({"summary": {"fr": "x" * 151}}, ("summary.fr", "too_long")),
        ({"summary": None}, ("", "no_summary_or_description")),
        ({"lifecycle": "asleep"}, ("lifecycle", "unknown_value")),
        ({"links": {"website": "ftp://example.org"}}, ("links.website", "bad_address")),
        ({"id": "no spaces"}, ("id", "bad_identifier")),
        ({"replaced_by": "a"}, ("", "replaced_by_itself")),
        ({"shoe_size": 44}, ("shoe_size", "unknown_field")),
        ({"contacts": [{"name": "A", "email": "nobody"}]}, ("contacts[0].email", "bad_email")),
        ({"verified_on": "2026-02-30"}, ("verified_on", "bad_date")),
    ],
)
def test_a_broken_component_names_its_field(change: dict, expected: tuple[str, str]) -> None:
    assert broken(COMPONENT | change) == [expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"estimated_cost": -1}, ("estimated_cost", "too_small")),
        ({"estimated_cost": "lots"}, ("estimated_cost", "not_a_number")),
        ({"status": "maybe"}, ("status", "unknown_value")),
        ({"start": "2027-01-02", "end": "2027-01-01"}, ("", "ends_before_start")),
        ({"title": 12}, ("title", "not_text")),
        ({"description": None}, ("description", "not_text")),
    ],
)
def test_a_broken_proposal_names_its_field(change: dict, expected: tuple[str, str]) -> None:
    assert broken(PROPOSAL | change) == [expected]


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = broken(PROPOSAL | {"estimated_cost": -1, "status": "maybe", "extra": 1})
    assert {field for field, _ in found} == {"estimated_cost", "status", "extra"}


@pytest.mark.parametrize("data", [None, [], 3, {}, {"type": "ghost"}, {"type": ["component"]}])
def test_what_is_no_record_is_refused(data: object) -> None:
    assert broken(data)


@pytest.mark.parametrize("identifier", ["dpg:a-b", "sh:joomla!", "sill:9", "x", "A.b_c~d"])
def test_identifiers_of_other_catalogues_are_kept(identifier: str) -> None:
    assert record_from(COMPONENT | {"id": identifier}).id == identifier


def test_a_record_without_id_gets_one_from_its_name() -> None:
    component = record_from({k: v for k, v in COMPONENT.items() if k != "id"})
    assert component.id == "nom"


@given(st.text())
def test_a_slug_is_always_an_identifier(name: str) -> None:
    assert record_from(COMPONENT | {"id": slug(name)}).id == slug(name)


def test_a_text_in_one_language_says_so() -> None:
    component = record_from(COMPONENT)
    assert isinstance(component, Component)
    assert in_language(component.name, "en") == ("Nom", "fr")
    assert component.languages() == ("fr",)


def test_costs_by_year_add_up_where_no_total_is_given() -> None:
    years = [{"fiscal_year": "2026-2027", "build": 100, "run": 20}, {"fiscal_year": "2027-2028"}]
    proposal = record_from(PROPOSAL | {"costs": years})
    assert isinstance(proposal, Proposal)
    assert proposal.total_cost == 120


def test_every_status_has_its_next_ones() -> None:
    assert set(TRANSITIONS) == set(ProposalStatus)


@given(st.sampled_from(list(ProposalStatus)), st.sampled_from(list(ProposalStatus)))
def test_a_proposal_moves_only_as_the_table_says(
    current: ProposalStatus, wanted: ProposalStatus
) -> None:
    if wanted in TRANSITIONS[current]:
        assert move(current, wanted) is wanted
    else:
        with pytest.raises(ForbiddenTransition):
            move(current, wanted)


def test_a_draft_cannot_be_approved_without_review() -> None:
    with pytest.raises(ForbiddenTransition):
        move(ProposalStatus.draft, ProposalStatus.approved)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.sampled_from([COMPONENT, PROPOSAL]), st.data())
def test_junk_in_any_field_is_refused_or_accepted_but_never_breaks(
    record: dict, data: st.DataObject
) -> None:
    model = Component if record["type"] == "component" else Proposal
    field = data.draw(st.sampled_from(sorted(model.model_fields)))
    with contextlib.suppress(InvalidRecord):
        assert record_from(record | {field: data.draw(junk)}).type == record["type"]
