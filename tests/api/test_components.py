from __future__ import annotations

import pytest

from catalogue.domain.person import Role
from catalogue.services.workspace import Workspace
from catalogue.storage import records

from .calling import Caller
from .conftest import Calling

LAC = "lac"
NEW = {"name": {"en": "Parking permits"}, "summary": {"en": "Residents buy a permit to park."}}


@pytest.fixture
def architect(calling: Calling) -> Caller:
    return calling("ana", Role.architect, bodies=(LAC,))


def every(caller: Caller, path: str, **query: str) -> list[str]:
    """The identifiers of a whole list, read two at a time."""
    found, cursor = [], ""
    told = "".join(f"&{name}={value}" for name, value in query.items())
    while True:
        page = caller.get(f"{path}?limit=2{told}{cursor}")
        found += [one["id"] for one in page["items"]]
        assert page["total"] >= len(found)
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def test_anybody_reads_the_whole_list_page_by_page(calling: Calling) -> None:
    assert every(calling(), "/components") == ["booking", "other-2", "other-0", "other-1"]


def test_a_list_that_changes_while_it_is_read_skips_and_repeats_nothing(
    calling: Calling, architect: Caller
) -> None:
    caller = calling()
    first = caller.get("/components?limit=2")
    body = {"component": {**NEW, "name": {"en": "Aardvark permits"}, "owner": LAC}}
    architect("POST", "/components", body, status=201)
    rest = caller.get(f"/components?limit=9&cursor={first['next']}")
    read = [one["id"] for one in (*first["items"], *rest["items"])]
    assert read == ["booking", "other-2", "other-0", "other-1"]


@pytest.mark.parametrize("cursor", ["x", "W10", "é", "WyJhIiwgImIiLCAxXQ", "A" * 900])
def test_a_cursor_that_was_not_given_out_is_refused(calling: Calling, cursor: str) -> None:
    found = calling().problem("GET", f"/components?cursor={cursor}", status=422)
    assert found["code"] == "bad_cursor"


def test_a_cursor_is_good_for_its_own_list_only(calling: Calling) -> None:
    caller = calling()
    cursor = caller.get("/components?limit=1")["next"]
    caller.get(f"/components?limit=3&cursor={cursor}")
    for other in ("/components?sort=newest", "/components?owner=lac", "/search?q=booking"):
        joined = f"{other}&cursor={cursor}"
        assert caller.problem("GET", joined, status=422)["code"] == "bad_cursor"


def test_filters_and_days_limit_the_list(calling: Calling) -> None:
    caller = calling()
    assert every(caller, "/components", owner=LAC) == ["booking"]
    assert every(caller, "/components", capability="service") == ["booking"]
    assert every(caller, "/components", kind="api") == []
    assert every(caller, "/components", changed_since="2999-01-01") == []
    assert len(every(caller, "/components", changed_since="2018-05-21")) == 4


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("limit=0", "/limit", "too_small"),
        ("limit=ten", "/limit", "not_a_number"),
        ("kind=shed", "/kind/0", "unknown_value"),
        ("changed_since=0", "/changed_since", "bad_date"),
        ("colour=red", "/colour", "unknown_field"),
        ("sort=name&sort=used", "/sort", "unknown_value"),
    ],
)
def test_a_wrong_parameter_is_named(calling: Calling, query: str, pointer: str, code: str) -> None:
    found = calling().problem("GET", f"/components?{query}", status=400)
    assert found["code"] == "invalid_query"
    assert [(one["pointer"], one["code"]) for one in found["errors"]] == [(pointer, code)]


def test_what_a_client_holds_already_is_not_sent_again(calling: Calling) -> None:
    caller = calling()
    first = caller("GET", "/components/booking")
    again = caller("GET", "/components/booking", status=304, If_None_Match=first.headers["ETag"])
    assert again.get_data() == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    listed = caller("GET", "/components?limit=3")
    caller("GET", "/components?limit=3", status=304, If_None_Match=listed.headers["ETag"])
    caller("GET", "/components?limit=2", If_None_Match=listed.headers["ETag"])


def test_a_component_is_told_as_the_file_that_made_it(calling: Calling) -> None:
    told = calling().get("/components/booking")
    assert (told["type"], told["owner"]) == ("component", LAC)
    assert "onboarding" not in told
    missing = calling().problem("GET", "/components/nothing", status=404)
    assert missing["code"] == "not_found"


def test_what_resembles_a_component_says_in_what(sample_caller: Caller) -> None:
    [first, *_] = sample_caller.get("/components/rendez-vous-public/similar")["items"]
    assert first["component"]["id"] != "rendez-vous-public"
    assert first["words"] or first["capabilities"]


def test_an_architect_registers_changes_confirms_and_retires(architect: Caller) -> None:
    made = architect("POST", "/components", {"component": {**NEW, "owner": LAC}}, status=201)
    assert made.headers["Location"].endswith("/v1/components/parking-permits")
    tag = made.headers["ETag"]
    address = "/components/parking-permits"
    changed = architect("PATCH", address, {"licence": "MIT", "aliases": ["PP"]}, If_Match=tag)
    assert changed.get_json()["licence"] == "MIT"
    emptied = architect("PATCH", address, {"licence": None}, If_Match=changed.headers["ETag"])
    assert "licence" not in emptied.get_json()
    assert emptied.get_json()["aliases"] == ["PP"]
    confirmed = architect("POST", f"{address}/confirmation", If_Match=emptied.headers["ETag"])
    assert confirmed.get_json()["verified_by"] == "Ana"
    retired = architect(
        "POST",
        f"{address}/retirement",
        {"successor": "booking"},
        If_Match=confirmed.headers["ETag"],
    )
    assert retired.get_json()["replaced_by"] == "booking"
    actions = [one["action"] for one in architect.get(f"{address}/revisions")["items"]]
    assert actions == ["retired", "changed", "changed", "registered"]


def test_nothing_is_overwritten(architect: Caller) -> None:
    tag = architect("GET", "/components/booking").headers["ETag"]
    change = {"licence": "MIT"}
    assert (
        architect.problem("PATCH", "/components/booking", change, status=428)["code"]
        == "precondition_required"
    )
    anything = architect.problem("PATCH", "/components/booking", change, status=428, If_Match="*")
    assert anything["code"] == "precondition_required"
    odd = architect.problem("PATCH", "/components/booking", change, status=412, If_Match='"x"')
    assert odd["code"] == "unknown_version"
    architect("PATCH", "/components/booking", change, If_Match=tag)
    late = architect.problem(
        "PATCH", "/components/booking", {"licence": "EUPL-1.2"}, status=412, If_Match=tag
    )
    assert late["code"] == "edit_conflict"
    assert architect.get("/components/booking")["licence"] == "MIT"


def test_a_likely_duplicate_is_told_first_and_registered_once_it_is_said_to_be_another(
    architect: Caller, house: Workspace
) -> None:
    double = {
        "name": {"en": "Appointment booking booking"},
        "summary": {"en": "Residents choose a free time slot for an appointment at a counter."},
        "owner": LAC,
    }
    found = architect.problem("POST", "/components", {"component": double}, status=409)
    assert found["code"] == "likely_duplicate"
    assert [match["id"] for match in found["matches"]] == ["booking"]
    assert found["matches"][0]["evidence"]
    why = {"different_from": {"booking": "That one is for counters of the lake only."}}
    architect("POST", "/components", {"component": double, **why}, status=201)
    assert len(records.ids(house.db, "component")) == 5


def test_what_it_is_said_to_differ_from_has_to_exist(architect: Caller) -> None:
    body = {"component": {**NEW, "owner": LAC}, "variant_of": ["booking", "nothing"]}
    found = architect.problem("POST", "/components", body, status=422)
    assert [one["pointer"] for one in found["errors"]] == ["/variant_of/1"]


def test_sent_twice_with_one_key_it_is_registered_once(architect: Caller, house: Workspace) -> None:
    body = {"component": {**NEW, "owner": LAC}}
    answers = [
        architect("POST", "/components", body, status=201, Idempotency_Key="k1") for _ in "ab"
    ]
    assert answers[0].get_json() == answers[1].get_json()
    assert records.ids(house.db, "component").count("parking-permits") == 1


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"summary": {"en": "x"}}, "/component/name", "required"),
        ({**NEW, "colour": "red"}, "/component/colour", "unknown_field"),
        ({**NEW, "owner": 7}, "/component/owner", "not_text"),
        ({**NEW, "lifecycle": "dead"}, "/component/lifecycle", "unknown_value"),
    ],
)
def test_a_wrong_field_is_located(
    architect: Caller, fields: dict[str, object], pointer: str, code: str
) -> None:
    found = architect.problem("POST", "/components", {"component": fields}, status=422)
    assert (found["errors"][0]["pointer"], found["errors"][0]["code"]) == (pointer, code)


def test_who_may_not_register_is_told_so(calling: Calling) -> None:
    body = {"component": {**NEW, "owner": LAC}}
    assert calling().problem("POST", "/components", body, status=401)["code"] == "sign_in_needed"
    sponsor = calling("sam", Role.sponsor, bodies=(LAC,))
    assert sponsor.problem("POST", "/components", body, status=403)["code"] == "not_allowed"
    elsewhere = calling("max", Role.architect, bodies=("mont",))
    assert elsewhere.problem("POST", "/components", body, status=403)["code"] == "not_allowed"
