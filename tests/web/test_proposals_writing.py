from __future__ import annotations

import re
from typing import Any

import pytest

from catalogue.services import drafting
from catalogue.services.workspace import opened
from catalogue.web.resources import SESSION
from tests.services.accounts import PHRASE
from tests.services.proposing import submit

from .checking import Client
from .conftest import Site
from .visiting import form_of, path_of, resend, send, sign_in, text_of, typed_in
from .writing import TITLE, WHOLE, actor_of, all_of, begun, edited, home_of, sponsors_site, stored

STEPS = ("need", "context", "capabilities", "costs", "schedule")


@pytest.fixture
def client(site: Site) -> Client:
    return sponsors_site(site)


def test_a_proposal_is_written_page_by_page(client: Client) -> None:
    draft = begun(client)
    filled: list[tuple[str, dict[str, Any]]] = [
        ("need", {"title": "Booking at every counter"}),
        ("context", {"problem": "Queues", "outcomes": "", "clientele": "Citizens"}),
        ("capabilities", {"capabilities[]": ["", "service/appointments"]}),
        ("costs", {"estimated_cost": "250 000 $", "costs-0.fiscal_year": "2026-2027"}),
        ("schedule", {"start": "2026-04-01", "people[]": "Ana, director\n\nLeo"}),
    ]
    for step, fields in filled:
        after = (*STEPS, "")[STEPS.index(step) + 1]
        assert path_of(send(client, edited(draft, step), **fields)) == edited(draft, after)
    held = stored(client, draft.proposal_id)
    assert held.typed == {
        **WHOLE,
        "title": "Booking at every counter",
        "problem": "Queues",
        "clientele": "Citizens",
        "capabilities": ["service/appointments"],
        "estimated_cost": "250 000 $",
        "costs": [{"fiscal_year": "2026-2027", "build": "", "run": ""}],
        "start": "2026-04-01",
        "people": ["Ana, director", "Leo"],
    }
    said = text_of(client.get(edited(draft)))
    for told in ("Booking at every counter", "$250,000", "2026-2027", "April 1, 2026", "Leo"):
        assert told in said
    assert "Check for duplicates" in said


def test_a_page_that_is_left_as_it_was_changes_nothing(client: Client) -> None:
    draft = begun(client)
    for step in STEPS:
        send(client, edited(draft, step))
    assert stored(client, draft.proposal_id) == draft


@pytest.mark.parametrize("typed", ["1e99", "-5", "beaucoup"])
def test_an_amount_that_makes_no_sense_stands_as_it_was_typed(client: Client, typed: str) -> None:
    draft = begun(client)
    send(client, edited(draft, "costs"), estimated_cost=typed)
    page = client.get(edited(draft)).get_data(as_text=True)
    assert re.search(rf"<dd>\s*{typed}\s*<p class=.error", page)
    assert "Cost not stated" in text_of(client.get("/en/proposals"))


@pytest.mark.parametrize(("act", "place"), [("back", "need"), ("later", None), (None, "costs")])
def test_every_button_saves(client: Client, act: str | None, place: str | None) -> None:
    draft = begun(client)
    step = "context" if act else "capabilities"
    fields = {"problem": "Queues"} if act else {"capabilities[]": ["", "identity"]}
    answer = send(client, edited(draft, step), act=act, **fields)
    assert path_of(answer) == (edited(draft, place) if place else "/en/proposals")
    assert stored(client, draft.proposal_id).revision == 2


def test_who_comes_from_the_answers_goes_back_to_them(client: Client) -> None:
    draft = begun(client)
    answer = send(client, f"{edited(draft, 'context')}?then=answers", problem="Queues")
    assert path_of(answer) == edited(draft)
    answers = client.get(edited(draft)).get_data(as_text=True)
    assert f'href="{edited(draft, "context")}?then=answers#field-problem"' in answers


def test_what_is_wrong_is_saved_and_shown_once_before_going_on(client: Client) -> None:
    draft = begun(client)
    answer = send(client, edited(draft, "costs"), estimated_cost="much", **{"costs-0.run": "7"})
    assert path_of(answer) == edited(draft, "costs")
    page = client.get(path_of(answer))
    assert page.status_code == 200
    assert typed_in(page)["estimated_cost"] == "much"
    said = text_of(page)
    assert "What you typed is saved." in said
    assert "Estimated cost: must be a number" in said
    assert "Fiscal year: this field is required" in said
    assert path_of(resend(client, page)) == edited(draft, "schedule")
    answers = client.get(edited(draft))
    assert "2 things to complete before the check" in text_of(answers)
    assert "#field-costs-0-fiscal_year" in answers.get_data(as_text=True)
    assert "Check for duplicates" not in text_of(answers)
    assert 'id="field-costs-0-fiscal_year"' in page.get_data(as_text=True)


def test_dates_in_the_wrong_order_are_shown_at_the_end(client: Client) -> None:
    draft = begun(client)
    send(client, edited(draft, "schedule"), start="2026-05-01", end="2026-04-01")
    assert "End: ends before it starts" in text_of(client.get(edited(draft, "schedule")))


def test_an_empty_title_is_asked_for_at_the_end_and_not_before(client: Client) -> None:
    draft = begun(client, title="", description="")
    page = client.get(edited(draft, "need"))
    assert form_of(page).get("id") == "form"
    assert "to be corrected" not in text_of(page)
    said = text_of(client.get(edited(draft)))
    assert "Title: this field is required" in said
    assert "Description: this field is required" in said
    assert "Proposal without a title yet" in said


def test_two_windows_on_different_pages_do_not_get_in_each_others_way(client: Client) -> None:
    draft = begun(client)
    first, second = (client.get(edited(draft, step)) for step in ("need", "context"))
    assert resend(client, first, title="Here").status_code == 303
    assert resend(client, second, problem="There").status_code == 303
    held = stored(client, draft.proposal_id).typed
    assert (held["title"], held["problem"]) == ("Here", "There")


def test_two_windows_on_one_page_lose_nothing(client: Client) -> None:
    draft = begun(client)
    first, second = (client.get(edited(draft, "need")) for _ in range(2))
    resend(client, first, title="Here")
    answer = resend(client, second, title="There")
    assert answer.status_code == 422
    assert typed_in(answer)["title"] == "There"
    said = text_of(answer)
    assert "changed meanwhile, in another window or by somebody else" in said
    assert "Stored now: Here" in said.replace("“", "").replace("”", "")
    assert stored(client, draft.proposal_id).typed["title"] == "Here"
    assert resend(client, answer).status_code == 303
    assert stored(client, draft.proposal_id).typed["title"] == "There"


def test_a_double_click_saves_once_and_leads_to_the_same_page(client: Client) -> None:
    draft = begun(client)
    page = client.get(edited(draft, "context"))
    first, second = (resend(client, page, problem="Queues") for _ in range(2))
    assert path_of(first) == path_of(second) == edited(draft, "capabilities")
    assert stored(client, draft.proposal_id).revision == 2


def test_going_back_to_a_saved_page_and_correcting_it_loses_nothing(client: Client) -> None:
    draft = begun(client)
    page = client.get(edited(draft, "context"))
    resend(client, page, problem="Quees")
    answer = resend(client, page, problem="Queues")
    assert typed_in(answer)["problem"] == "Queues"
    assert resend(client, answer).status_code == 303
    assert stored(client, draft.proposal_id).typed["problem"] == "Queues"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_expired_session_loses_nothing(client: Client, language: str) -> None:
    draft = begun(client)
    address = edited(draft, "context")
    if language == "fr":
        address = f"/fr/projets/{draft.proposal_id}/modifier/contexte"
    page = client.get(address)
    client.delete_cookie(SESSION)
    answer = resend(client, page, problem="Typed for an hour")
    assert answer.status_code == 401
    sign_in_page = answer
    fields = dict(typed_in(sign_in_page))
    assert fields["_kept.problem"] == "Typed for an hour"
    back = resend(client, sign_in_page, email="ana@a.example", password=PHRASE)
    shown = resend(client, back, act="show")
    assert typed_in(shown)["problem"] == "Typed for an hour"
    assert resend(client, shown).status_code == 303
    assert stored(client, draft.proposal_id).typed["problem"] == "Typed for an hour"


def test_a_form_that_is_too_old_is_shown_again(client: Client) -> None:
    draft = begun(client)
    answer = send(client, edited(draft, "context"), problem="Typed", **{"csrf_token": "old"})
    assert answer.status_code == 200
    assert "Nothing was stored" in text_of(answer)
    assert stored(client, draft.proposal_id) == draft
    assert resend(client, answer).status_code == 303


def test_rows_are_added_and_removed_without_losing_what_was_typed(client: Client) -> None:
    draft = begun(client)
    page = client.get(edited(draft, "costs"))
    more = resend(client, page, act="add costs", **{"costs-0.build": "5"})
    assert typed_in(more)["costs-0.build"] == "5"
    assert typed_in(more)["costs-1.build"] == ""
    resend(client, more, **{"costs-1.fiscal_year": "2026-2027", "costs-1.run": "6"})
    held = stored(client, draft.proposal_id).typed["costs"]
    assert [row["build"] for row in held] == ["5", ""]
    page = client.get(edited(draft, "costs"))
    resend(client, resend(client, page, act="remove costs-0"))
    assert [row["run"] for row in stored(client, draft.proposal_id).typed["costs"]] == ["6"]


def test_a_draft_set_aside_in_another_window_comes_back_with_what_is_typed(client: Client) -> None:
    draft = begun(client)
    page = client.get(edited(draft, "context"))
    with opened(home_of(client)) as workspace:
        drafting.discard(actor_of(client), workspace, draft.proposal_id)
    answer = resend(client, page, problem="Queues")
    assert path_of(answer) == edited(draft, "capabilities")
    assert "had been set aside meanwhile" in text_of(client.get(path_of(answer)))
    held = stored(client, draft.proposal_id)
    assert (held.discarded, held.typed["problem"]) == (False, "Queues")


def test_what_is_typed_after_the_submission_is_shown_to_copy(client: Client) -> None:
    draft = begun(client)
    page = client.get(edited(draft, "need"))
    with opened(home_of(client)) as workspace:
        submit(workspace, draft, actor_of(client))
    answer = resend(client, page, title="Too late")
    assert answer.status_code == 422
    assert "This proposal was submitted meanwhile" in text_of(answer)
    assert "Too late" in text_of(answer)
    for address in (edited(draft), edited(draft, "costs")):
        moved = client.get(address)
        assert moved.status_code == 303
        assert "not possible while the status is “Submitted”" in text_of(
            client.get(address, follow_redirects=True)
        )


def test_another_bodys_draft_does_not_exist(client: Client) -> None:
    theirs = begun(client, "mia", title="Confidential merger")
    own = begun(client)
    token = typed_in(client.get(edited(own, "need")))["csrf_token"]
    for step in ("", *STEPS):
        answer = client.get(edited(theirs, step))
        assert answer.status_code == 404
        assert "Confidential" not in answer.get_data(as_text=True)
        if step:
            fields = {"csrf_token": token, "title": "Mine", "_revision": "x"}
            assert client.post(edited(theirs, step), data=fields).status_code == 404
    assert stored(client, theirs.proposal_id) == theirs
    assert client.get("/en/proposals/p-none/edit").status_code == 404


def test_who_lost_the_role_of_sponsor_is_kept_out(client: Client) -> None:
    draft = begun(client)
    reader = client.application.test_client()
    assert isinstance(reader, Client)
    assert reader.get(edited(draft)).status_code == 302
    sign_in(reader, "mia")
    assert reader.get(edited(draft)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"title-0": "a row", "description.en": "a group"},
        {"title": "bell\x07"},
        {"title": "x" * 5000},
        {"title": "<script>alert(1)</script>", "description": "a & b"},
        {"language": "tlh"},
    ],
)
def test_strange_input_is_kept_and_pointed_at(client: Client, fields: dict[str, str]) -> None:
    draft = begun(client)
    page = client.get(edited(draft, "need"))
    known = {name: typed_in(page)[name] for name in ("csrf_token", "_revision")}
    answer = client.post(edited(draft, "need"), data={**known, **fields})
    assert answer.status_code == 303
    unprintable = "\x07" in fields.get("title", "")
    for address in (edited(draft), edited(draft, "need"), "/en/proposals"):
        shown = client.get(address, raw=unprintable)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.get_data(as_text=True)


def test_a_capability_that_is_no_longer_listed_stays_until_it_is_unticked(client: Client) -> None:
    draft = begun(client, capabilities=["no/such", "identity"])
    page = client.get(edited(draft, "capabilities"))
    assert typed_in(page).getlist("capabilities[]") == ["", "no/such", "identity"]
    assert "One thing is to be corrected" in text_of(page)
    resend(client, page, **{"capabilities[]": ["", "identity"]})
    assert stored(client, draft.proposal_id).typed["capabilities"] == ["identity"]


def test_progress_tells_how_far_each_page_is(client: Client) -> None:
    draft = begun(client, estimated_cost="much", title="")
    said = text_of(client.get(edited(draft, "context")))
    for told in (
        "1. The project To complete",
        "2. Why and for whom Optional",
        "4. Costs To complete",
        "5. Schedule and people Optional",
    ):
        assert told in said
    assert "Step 2 of 5" in said


def test_every_page_stands_in_french(client: Client) -> None:
    draft = begun(client, costs=[{"fiscal_year": "2026-2027", "build": "5"}], start="2026-05-01")
    base = f"/fr/projets/{draft.proposal_id}/modifier"
    for step in ("", "/besoin", "/contexte", "/capacites", "/couts", "/calendrier"):
        assert client.get(base + step).status_code == 200
    said = text_of(client.get(base))
    assert "Vérifiez vos réponses" in said
    assert "2026-2027\u00a0: Réalisation 5\u00a0$".replace("\u00a0", " ") in said
    assert "1er mai 2026" in said
    assert TITLE in said
    assert len(all_of(client)) == 1


def test_capabilities_are_suggested_from_what_was_written(client: Client) -> None:
    draft = begun(client, title="One login", description="One account for all services.")
    page = client.get(f"/en/proposals/{draft.proposal_id}/edit/capabilities")
    said = text_of(page)
    assert "Suggested by what you wrote" in said
    assert said.count("Citizen sign-in") == 1
    assert 'value="identity/sign-in"' in page.get_data(as_text=True)
