"""A proposal from its beginning to its decision, by other software."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.services.workspace import Workspace
from tests.services.builders import BOOKING, component, stored

from .calling import Caller
from .conftest import Calling

FIELDS = {
    "title": "Appointment booking at counters",
    "description": BOOKING,
    "language": "en",
    "estimated_cost": 250000,
    "start": "2027-04-01",
    "end": "2028-03-31",
}
BEGUN = {"organization": "lac", "fields": FIELDS}
NO = {"answer": "not_suitable", "reason": "law", "text": "Our law asks for another way."}


@pytest.fixture
def sponsor(calling: Calling) -> Caller:
    return calling("ana", Role.sponsor, bodies=("lac",))


@pytest.fixture
def reviewer(calling: Calling) -> Caller:
    return calling("rita", Role.reviewer, bodies=("tresor",))


def begun(sponsor: Caller) -> tuple[str, str]:
    """The address and the version of a new draft."""
    answer = sponsor("POST", "/proposals", BEGUN, status=201)
    address = f"/proposals/{answer.get_json()['id']}"
    assert answer.headers["Location"].endswith(address)
    return address, answer.headers["ETag"]


def submitted(sponsor: Caller) -> str:
    """The address of a proposal whose warnings are answered and which is handed in."""
    address, tag = begun(sponsor)
    for one in sponsor.get(f"{address}/check")["unanswered"]:
        sponsor("PUT", f"{address}/responses/{one['type']}/{one['id']}", NO)
    sponsor("POST", f"{address}/submissions", status=201, If_Match=tag)
    return address


def test_a_sponsor_writes_checks_answers_and_submits(sponsor: Caller) -> None:
    address, tag = begun(sponsor)
    changed = sponsor("PATCH", address, {"problem": "Queues"}, If_Match=tag)
    assert changed.get_json()["draft"]["problem"] == "Queues"
    assert changed.get_json()["draft"]["title"] == FIELDS["title"]
    stale = sponsor.problem("PATCH", address, {"problem": "None"}, status=412, If_Match=tag)
    assert stale["code"] == "stale_draft"
    found = sponsor.get(f"{address}/check")
    assert found["unanswered"] == [{"type": "component", "id": "booking"}]
    now = changed.headers["ETag"]
    early = sponsor.problem("POST", f"{address}/submissions", status=409, If_Match=now)
    assert early["code"] == "responses_missing"
    sponsor("PUT", f"{address}/responses/component/booking", NO)
    done = sponsor("POST", f"{address}/submissions", status=201, If_Match=now).get_json()
    assert (done["number"], done["matches"][0]["id"]) == (1, "booking")
    assert [one["answer"] for one in done["responses"]] == ["not_suitable"]
    again = sponsor("POST", f"{address}/submissions", status=201, If_Match=now).get_json()
    assert again == done
    held = sponsor.get(address)
    assert (held["status"], held["draft"], held["submissions"]) == ("submitted", None, 1)
    assert held["proposal"]["estimated_cost"] == 250000
    assert sponsor.get(f"{address}/submissions/1") == done
    assert sponsor.get(f"{address}/submissions")["items"] == [done]
    assert sponsor.problem("GET", f"{address}/submissions/2", status=404)["code"] == "not_found"
    assert [one["status"] for one in sponsor.get("/proposals")["items"]] == ["submitted"]


def test_an_incomplete_draft_tells_all_that_lacks(sponsor: Caller) -> None:
    body = {"organization": "lac", "fields": {"title": "Queues"}}
    answer = sponsor("POST", "/proposals", body, status=201)
    address = f"/proposals/{answer.get_json()['id']}"
    flaws = sponsor.get(f"{address}/check")["flaws"]
    assert [(one["pointer"], one["code"]) for one in flaws] == [("/description", "required")]
    found = sponsor.problem(
        "POST", f"{address}/submissions", status=422, If_Match=answer.headers["ETag"]
    )
    assert [one["pointer"] for one in found["errors"]] == ["/description"]


def test_a_draft_is_put_away_and_a_proposal_withdrawn(sponsor: Caller) -> None:
    address, _ = begun(sponsor)
    sponsor("DELETE", address, status=204)
    assert sponsor.problem("GET", address, status=404)["code"] == "not_found"
    handed_in = submitted(sponsor)
    late = sponsor.problem("DELETE", handed_in, status=409)
    assert late["code"] == "not_editable"
    assert sponsor("POST", f"{handed_in}/withdrawal").get_json()["status"] == "withdrawn"


def test_a_draft_concerns_its_own_body_only(calling: Calling, sponsor: Caller) -> None:
    address, tag = begun(sponsor)
    handed_in = submitted(sponsor)
    stranger = calling("mia", Role.sponsor, bodies=("mont",))
    reviewer = calling("rita", Role.reviewer, bodies=("tresor",))
    for caller, where in ((stranger, address), (stranger, handed_in), (reviewer, address)):
        for method, path, body in (
            ("GET", where, None),
            ("GET", f"{where}/check", None),
            ("GET", f"{where}/submissions", None),
            ("PATCH", where, {"title": "Mine"}),
            ("PUT", f"{where}/responses/component/booking", NO),
            ("POST", f"{where}/submissions", None),
            ("DELETE", where, None),
        ):
            found = caller.problem(method, path, body, status=404, If_Match=tag)
            assert found["code"] == "not_found"
    assert stranger.get("/proposals")["items"] == []
    begin = stranger.problem("POST", "/proposals", BEGUN, status=403)
    assert begin["code"] == "not_allowed"


def test_a_reviewer_reads_judges_and_decides(sponsor: Caller, reviewer: Caller) -> None:
    address = submitted(sponsor)
    [waiting] = reviewer.get("/reviews")["items"]
    assert address.endswith(waiting["id"])
    assert waiting["at_risk"] == pytest.approx(waiting["probability"] * 250000)
    assert reviewer.get("/reviews?band=overlap")["items"] == []
    case = reviewer.get(f"{address}/review")
    assert (case["submission"], case["may_decide"]) == (1, True)
    [weighed] = case["weighed"]
    assert (weighed["response"]["reason"], weighed["verdict"]) == ("law", None)
    pair = f"{address}/verdicts/component/booking"
    given = reviewer("PUT", pair, {"label": "duplicate", "note": "The same."}).get_json()
    late = reviewer.problem("PUT", pair, {"label": "distinct", "expected": 0}, status=409)
    assert late["code"] == "judged_meanwhile"
    reviewer("PUT", pair, {"label": "overlap", "expected": given["number"]})
    decision = {"submission": 1, "ruling": "redirected", "reason": "Exists.", "reuse": ["booking"]}
    taken = reviewer("POST", f"{address}/decisions", decision, status=201).get_json()
    assert reviewer("POST", f"{address}/decisions", decision, status=201).get_json() == taken
    other = {**decision, "ruling": "declined", "reuse": []}
    conflict = reviewer.problem("POST", f"{address}/decisions", other, status=409)
    assert conflict["code"] in {"decided_meanwhile", "forbidden_transition"}
    held = sponsor.get(address)
    assert (held["status"], held["decisions"]) == ("redirected", [taken])


@pytest.mark.parametrize(
    ("decision", "pointer"),
    [
        ({"submission": 1, "ruling": "declined"}, "/reason"),
        ({"submission": 1, "ruling": "maybe", "reason": "x"}, "/ruling"),
        (
            {"submission": 1, "ruling": "approved_with_conditions", "reason": "x"},
            "/conditions",
        ),
        (
            {"submission": 1, "ruling": "redirected", "reason": "x", "reuse": ["nothing"]},
            "/reuse/0",
        ),
    ],
)
def test_a_decision_follows_its_rules(
    sponsor: Caller, reviewer: Caller, decision: dict[str, Any], pointer: str
) -> None:
    address = submitted(sponsor)
    found = reviewer.problem("POST", f"{address}/decisions", decision, status=422)
    assert pointer in [one["pointer"] for one in found["errors"]]
    assert sponsor.get(address)["status"] == "submitted"


def test_who_proposes_does_not_judge(calling: Calling, sponsor: Caller) -> None:
    address = submitted(sponsor)
    local = calling("lou", Role.reviewer, bodies=("lac",))
    decision = {"submission": 1, "ruling": "approved", "reason": "Good."}
    found = local.problem("POST", f"{address}/decisions", decision, status=403)
    assert found["code"] == "conflict_of_interest"
    assert sponsor.problem("GET", "/reviews", status=403)["code"] == "not_allowed"


def test_another_bodys_proposal_shows_as_no_more_than_an_overlap(
    sponsor: Caller, house: Workspace
) -> None:
    hidden = {
        "type": "proposal",
        "id": "hidden-one",
        "title": "Appointment booking Zephyrine",
        "description": BOOKING,
        "language": "en",
        "status": "submitted",
        "organization": "mont",
    }
    stored(house, hidden)
    address = submitted(sponsor)
    told = sponsor("GET", f"{address}/submissions").get_data(as_text=True)
    assert '"hidden_overlap":true' in told
    assert "Zephyrine" not in told
    assert "hidden-one" not in told


def test_a_proposal_begun_twice_with_one_key_is_begun_once(sponsor: Caller) -> None:
    for _ in "ab":
        sponsor("POST", "/proposals", BEGUN, status=201, Idempotency_Key="k")
    assert sponsor.get("/proposals")["total"] == 1


def test_long_keys_that_begin_alike_are_two(sponsor: Caller) -> None:
    for end in "ab":
        key = "k" * 500 + end
        sponsor("POST", "/proposals", BEGUN, status=201, Idempotency_Key=key)
    assert sponsor.get("/proposals")["total"] == 2


def test_what_people_look_for_is_reported_to_who_may_read_it(
    calling: Calling, sponsor: Caller
) -> None:
    architect = calling("max", Role.architect, bodies=("lac",))
    assert architect.get("/reports/searches")["frequent"] == []
    assert sponsor.problem("GET", "/reports/searches", status=403)["code"] == "not_allowed"


def test_what_waits_to_be_confirmed_is_reported_to_who_keeps_it_up(
    calling: Calling, sponsor: Caller, house: Workspace
) -> None:
    old, new = (
        {**component(name), "owner": "mont", "verified_on": day}
        for name, day in (
            ("old", "2001-01-01"),
            ("new", datetime.now(timezone.utc).date().isoformat()),
        )
    )
    retired = {**component("gone"), "owner": "mont", "lifecycle": "retired"}
    stored(house, old, new, retired)
    architect = calling("max", Role.architect, bodies=("mont",))
    report = architect.get("/reports/upkeep")
    found = [(one["id"], one["due"], one["retired"]) for one in report["items"]]
    assert found == [("old", True, False), ("new", False, False), ("gone", False, True)]
    assert (report["total"], report["due"]) == (3, 1)
    [first] = architect.get("/reports/upkeep?limit=1")["items"]
    assert (first["id"], first["verified_on"]) == ("old", "2001-01-01")
    assert sponsor.problem("GET", "/reports/upkeep", status=403)["code"] == "not_allowed"


def test_a_search_is_certified_and_its_code_confirmed(
    calling: Calling, sponsor: Caller, reviewer: Caller
) -> None:
    address = submitted(sponsor)
    sheet = sponsor.get(f"{address}/submissions/1/certificate")
    assert sheet["submission"] == sponsor.get(f"{address}/submissions/1")
    assert (sheet["components"], sheet["whole"], sheet["decision"]) == (4, True, None)
    decision = {"submission": 1, "ruling": "declined", "reason": "It exists."}
    reviewer("POST", f"{address}/decisions", decision, status=201)
    assert reviewer.get(f"{address}/submissions/1/certificate")["decision"]["ruling"] == "declined"
    code = sheet["code"]
    stranger = calling("mia", Role.sponsor, bodies=("mont",))
    told = stranger.get(f"/certificates/{code.lower()}")
    assert told == {
        "code": code,
        "at": sheet["submission"]["at"],
        "components": 4,
        "model": sheet["submission"]["model"],
        "whole": True,
    }
    for path in (f"{address}/submissions/1/certificate", "/certificates/K7QF-2MZA-XW4C-6TBE"):
        assert stranger.problem("GET", path, status=404)["code"] == "not_found"
