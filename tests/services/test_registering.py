from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from catalogue.domain.component import Component, Lifecycle
from catalogue.domain.errors import EditConflict, InvalidRecord, NotFound
from catalogue.domain.person import Role
from catalogue.services import registering
from catalogue.services.naming import NAMES, body_name, component_name, component_names
from catalogue.services.permissions import ANONYMOUS, COMMAND_LINE, Actor, NotAllowed, SignInNeeded
from catalogue.services.registering import Beside, Vouching
from catalogue.services.showing import stored_component
from catalogue.services.upkeep import components_of, is_due, tended
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, queue, records

from .accounts import NOON
from .builders import component, stored
from .proposing import LAC, MONT, body, person

INES = person("ines", Role.architect, LAC)
OTHER = person("omar", Role.architect, MONT)
DAY = date(2018, 5, 21)


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    """Two public bodies, each with components."""
    stored(
        workspace,
        body(LAC),
        body(MONT),
        component("booking", owner=LAC, verified_on="2016-01-01", standards=["iCalendar"]),
        component("loans", name={"fr": "Prêts", "en": "Loans"}, owner=LAC),
        component("ploughs", name={"en": "Snow ploughs"}, owner=MONT),
    )
    return workspace


def data(**fields: Any) -> dict[str, Any]:
    return {
        "name": {"fr": "Agenda partagé", "en": ""},
        "summary": {"fr": "Un agenda pour les salles", "en": ""},
        "owner": LAC,
        **fields,
    }


def registered(house: Workspace, actor: Actor = INES, **fields: Any) -> Component:
    return registering.register(actor, house, data(**fields), at=NOON)


def codes(refused: pytest.ExceptionInfo[InvalidRecord]) -> list[tuple[str, str]]:
    return [(one.dotted, one.code) for one in refused.value.errors]


def test_what_is_registered_stands_as_typed_and_is_vouched_for(house: Workspace) -> None:
    made = registered(
        house,
        capabilities=["service/appointments", ""],
        contacts=[{"name": "", "email": ""}, {"name": "Équipe", "email": "e@lac.example"}],
        used_by=[{"organization": "VILLE DE MONT", "since": "2017-03-01"}],
        relations=[{"type": "depends_on", "target": "prets"}],
        onboarding={"how": {"fr": "", "en": ""}, "lead_time_days": "30", "hosting": ""},
        aliases=["Vieux nom"],
    )
    assert made.id == "agenda-partage"
    assert (made.verified_on, made.verified_by) == (DAY, "Ines")
    assert [one.name for one in made.contacts] == ["Équipe"]
    assert made.used_by[0].organization == MONT
    assert made.relations[0].target == "loans"
    assert made.onboarding
    assert made.onboarding.lead_time_days == 30
    assert stored_component(house, made.id) == made
    entry = list(audit.entries(house.db))[-1]
    assert (entry.actor, entry.action) == ("person-ines", "registered")
    assert entry.subject == "component/agenda-partage"
    assert queue.depth(house.db) == 0


def test_no_record_is_ever_overwritten(house: Workspace) -> None:
    before = stored_component(house, "loans")
    assert registered(house, name={"en": "Loans"}).id == "loans-2"
    assert registered(house, name={"en": "LOANS!"}).id == "loans-3"
    assert stored_component(house, "loans") == before


@pytest.mark.parametrize("name", ["Add", "Ajouter"])
def test_no_component_hides_behind_the_page_that_adds_them(house: Workspace, name: str) -> None:
    assert registered(house, name={"fr": name}).id == f"{name.lower()}-2"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": {"fr": " ", "en": ""}}, ("name", "required")),
        ({"summary": None}, ("", "no_summary_or_description")),
        ({"summary": {"fr": "x" * 151}}, ("summary.fr", "too_long")),
        ({"kind": "castle"}, ("kind", "unknown_value")),
        ({"owner": ""}, ("owner", "required")),
        ({"owner": "Nobody"}, ("owner", "unknown_reference")),
        ({"links": {"website": "www"}}, ("links.website", "bad_address")),
        (
            {"contacts": [{"name": ""}, {"name": "A", "email": "a"}]},
            ("contacts[1].email", "bad_email"),
        ),
        ({"capabilities": ["", "no/such"]}, ("capabilities[1]", "unknown_reference")),
        (
            {"relations": [{"type": "part_of", "target": "Nothing"}]},
            ("relations[0].target", "unknown_reference"),
        ),
        (
            {"relations": [{"type": "", "target": "loans"}]},
            ("relations[0].type", "required"),
        ),
        (
            {"used_by": [{"organization": "", "since": ""}, {"organization": "Atlantis"}]},
            ("used_by[1].organization", "unknown_reference"),
        ),
        ({"used_by": [{"organization": LAC, "since": "soon"}]}, ("used_by[0].since", "bad_date")),
        ({"onboarding": {"lead_time_days": "soon"}}, ("onboarding.lead_time_days", "not_a_number")),
        ({"replaced_by": "Nothing"}, ("replaced_by", "unknown_reference")),
        ({"verified_on": "2018-01-01"}, ("verified_on", "unknown_field")),
        ({"id": "loans"}, ("id", "unknown_field")),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_stored(
    house: Workspace, fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    count, seen = records.count(house.db, "component"), len(list(audit.entries(house.db)))
    with pytest.raises(InvalidRecord) as refused:
        registered(house, **fields)
    assert codes(refused) == [expected]
    assert records.count(house.db, "component") == count
    assert len(list(audit.entries(house.db))) == seen


def test_a_name_that_several_have_says_nobody(house: Workspace) -> None:
    registered(house, name={"en": "Loans"})
    with pytest.raises(InvalidRecord) as refused:
        registered(house, relations=[{"type": "similar_to", "target": "LOANS"}])
    assert codes(refused) == [("relations[0].target", "several_components")]


def test_variants_are_linked_and_reasons_kept(house: Workspace) -> None:
    beside = Beside(variant_of=["loans"], different_from={"booking": "Rooms, not counters."})
    made = registering.register(INES, house, data(), beside=beside, at=NOON)
    assert [(tie.type.value, tie.target) for tie in made.relations] == [("variant_of", "loans")]
    entry = list(audit.entries(house.db, subject=f"component/{made.id}"))[-1]
    assert entry.action == "told_apart"
    assert entry.details == {"component": "booking", "because": "Rooms, not counters."}


@pytest.mark.parametrize(
    ("actor", "raised"),
    [
        (OTHER, NotAllowed),
        (person("sam", Role.sponsor, LAC), NotAllowed),
        (person("ria", Role.reviewer, LAC), NotAllowed),
        (person("nil", Role.architect), NotAllowed),
        (ANONYMOUS, SignInNeeded),
    ],
    ids=lambda value: getattr(value, "name", None) or "",
)
def test_only_architects_of_the_body_and_administrators_write(
    house: Workspace, actor: Actor, raised: type[NotAllowed]
) -> None:
    with pytest.raises(raised):
        registered(house, actor)
    with pytest.raises(raised):
        registering.change(actor, house, "booking", {}, expected_revision=1)
    with pytest.raises(raised):
        registering.confirm(actor, house, "booking")
    with pytest.raises(raised):
        registering.retire(actor, house, "booking", None, expected_revision=1)
    with pytest.raises(raised):
        registering.editable(actor, house, "booking")
    assert records.get(house.db, "component", "booking").revision == 1


def test_an_administrator_registers_for_anybody_or_nobody(house: Workspace) -> None:
    assert registered(house, COMMAND_LINE, owner="").owner is None
    assert registered(house, COMMAND_LINE, owner="ville de mont").owner == MONT


def test_a_change_leaves_alone_what_is_not_given(house: Workspace) -> None:
    before = stored_component(house, "booking")
    after = registering.change(INES, house, "booking", {"licence": "MIT"}, expected_revision=1)
    assert after.record == before.model_copy(update={"licence": "MIT"})
    assert after.revision == 2
    history = records.history(house.db, "component", "booking")
    assert (history[-1].action, list(history[-1].changes)) == ("changed", ["licence"])


def test_an_emptied_field_is_emptied(house: Workspace) -> None:
    after = registering.change(INES, house, "booking", {"standards": []}, expected_revision=1)
    assert after.record.standards == ()


def test_who_is_overtaken_overwrites_nothing(house: Workspace) -> None:
    registering.change(INES, house, "booking", {"licence": "MIT"}, expected_revision=1)
    with pytest.raises(EditConflict):
        registering.change(INES, house, "booking", {"licence": "EUPL-1.2"}, expected_revision=1)
    with pytest.raises(EditConflict):
        registering.confirm(INES, house, "booking", expected_revision=1)
    with pytest.raises(EditConflict):
        registering.retire(INES, house, "booking", None, expected_revision=1)
    assert stored_component(house, "booking").licence == "MIT"


def test_nobody_gives_a_component_to_a_body_that_is_not_theirs(house: Workspace) -> None:
    with pytest.raises(NotAllowed):
        registering.change(INES, house, "booking", {"owner": MONT}, expected_revision=1)
    both = person("ines", Role.architect, LAC, MONT)
    assert registering.change(both, house, "booking", {"owner": MONT}, expected_revision=1)
    with pytest.raises(NotAllowed):
        registering.change(INES, house, "booking", {}, expected_revision=2)


def test_confirming_twice_on_one_day_is_confirming_once(house: Workspace) -> None:
    for _ in range(2):
        held = registering.confirm(INES, house, "booking", at=NOON)
    assert (held.record.verified_on, held.revision) == (DAY, 2)
    assert held.record.verified_by == "Ines"
    assert registering.confirm(INES, house, "booking", on=DAY + timedelta(1)).revision == 3


def test_saving_confirms_only_where_that_is_said(house: Workspace) -> None:
    held = registering.change(INES, house, "booking", {"licence": "MIT"}, expected_revision=1)
    assert held.record.verified_on == date(2016, 1, 1)
    held = registering.change(
        INES, house, "booking", {}, expected_revision=2, vouching=Vouching(DAY)
    )
    assert (held.record.verified_on, held.record.verified_by) == (DAY, "Ines")
    team = Vouching(DAY, "Équipe des rendez-vous")
    held = registering.change(INES, house, "booking", {}, expected_revision=3, vouching=team)
    assert held.record.verified_by == "Équipe des rendez-vous"


def test_a_name_to_vouch_by_is_one_line_of_text(house: Workspace) -> None:
    wrong = Vouching(DAY, "x" * 1000)
    with pytest.raises(InvalidRecord) as caught:
        registering.change(INES, house, "booking", {}, expected_revision=1, vouching=wrong)
    assert [error.path for error in caught.value.errors] == [("verified_by",)]


def test_a_component_retires_with_a_successor_or_without(house: Workspace) -> None:
    held = registering.retire(INES, house, "booking", "PRÊTS", expected_revision=1)
    assert (held.record.lifecycle, held.record.replaced_by) == (Lifecycle.retired, "loans")
    held = registering.retire(INES, house, "loans", None, expected_revision=1)
    assert (held.record.lifecycle, held.record.replaced_by) == (Lifecycle.retired, None)
    entry = list(audit.entries(house.db, subject="component/loans"))[-1]
    assert entry.action == "retired"


def retire_refused(house: Workspace, component_id: str, successor: str) -> list[tuple[str, str]]:
    revision = records.get(house.db, "component", component_id).revision
    with pytest.raises(InvalidRecord) as refused:
        registering.retire(INES, house, component_id, successor, expected_revision=revision)
    return codes(refused)


def test_a_successor_exists_lives_and_is_another_one(house: Workspace) -> None:
    registering.retire(INES, house, "loans", None, expected_revision=1)
    assert retire_refused(house, "booking", "nothing") == [("replaced_by", "unknown_reference")]
    assert retire_refused(house, "booking", "loans") == [("replaced_by", "retired_successor")]
    assert retire_refused(house, "booking", "booking") == [("replaced_by", "replaced_by_itself")]
    assert stored_component(house, "booking").lifecycle is Lifecycle.available


def test_nothing_gives_way_to_itself_through_others(house: Workspace) -> None:
    for one, other in (("loans", "ploughs"), ("ploughs", "booking")):
        fields = {"lifecycle": "deprecated", "replaced_by": other}
        registering.change(COMMAND_LINE, house, one, fields, expected_revision=1)
    assert retire_refused(house, "booking", "loans") == [("replaced_by", "successor_cycle")]
    with pytest.raises(InvalidRecord) as refused:
        registering.change(INES, house, "booking", {"replaced_by": "loans"}, expected_revision=1)
    assert codes(refused) == [("replaced_by", "successor_cycle")]


def test_an_older_successor_that_retired_since_hinders_no_other_change(house: Workspace) -> None:
    registering.retire(INES, house, "booking", "loans", expected_revision=1)
    registering.retire(INES, house, "loans", None, expected_revision=1)
    held = registering.change(INES, house, "booking", {"licence": "MIT"}, expected_revision=2)
    assert held.record.replaced_by == "loans"


def test_what_does_not_exist_is_not_found(house: Workspace) -> None:
    with pytest.raises(NotFound):
        registering.change(INES, house, "nothing", {}, expected_revision=1)
    with pytest.raises(NotFound):
        registering.confirm(INES, house, "nothing")
    with pytest.raises(NotFound):
        registering.retire(INES, house, "nothing", None, expected_revision=1)


def test_those_come_first_that_nobody_confirmed_for_longest(house: Workspace) -> None:
    registering.retire(INES, house, "booking", None, expected_revision=1)
    made = registered(house)
    assert [one.id for one in tended(INES, house)] == ["loans", made.id, "booking"]
    assert [one.id for one in tended(OTHER, house)] == ["ploughs"]
    assert len(tended(COMMAND_LINE, house)) == 4
    assert list(components_of(house, tended(OTHER, house))) == ["ploughs"]
    with pytest.raises(NotAllowed):
        tended(person("sam", Role.sponsor, LAC), house)


def test_an_entry_is_due_after_a_year() -> None:
    assert is_due(None, DAY)
    assert not is_due(DAY - timedelta(days=365), DAY)
    assert is_due(DAY - timedelta(days=366), DAY)


def test_what_is_offered_to_choose_from_can_be_typed(house: Workspace) -> None:
    registered(house, name={"en": "Loans"})
    offered = component_names(house, "fr")
    assert {"Prêts", "loans-2", "Snow ploughs"} <= set(offered)
    assert all(len(NAMES.of(house).meant(name)) == 1 for name in offered)
    assert component_name(house, "loans", "en") == "loans"
    assert body_name(house, LAC, "en") == "Ville de Lac"
    registering.retire(INES, house, "booking", None, expected_revision=1)
    assert not {"booking", "Appointment booking booking"} & set(component_names(house, "en"))
