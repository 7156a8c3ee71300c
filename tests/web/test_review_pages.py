from __future__ import annotations

import re
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from catalogue.domain.person import Role
from catalogue.services import drafting
from catalogue.services.permissions import Actor
from catalogue.services.workspace import opened
from catalogue.storage import decisions, reviews, verdicts
from tests.services import proposing
from tests.services.builders import BOOKING, component

from .checking import Client
from .conftest import Site, application
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in

BODIES = [proposing.body(one) for one in (proposing.LAC, proposing.MONT, "tresor")]


@pytest.fixture
def rita(site: Site) -> Client:
    """A reviewer of another public body than those that propose."""
    client = site(
        *BODIES, component("booking", description={"en": BOOKING}, name={"en": "Appointments"})
    )
    member(client, "rita", "reviewer", organizations=["tresor"])
    sign_in(client, "rita")
    return client


def another(client: Client, name: str, *roles: str, **fields: object) -> Client:
    other = client.application.test_client()
    assert isinstance(other, Client)
    member(other, name, *roles, **fields)
    sign_in(other, name)
    return other


def handed_in(client: Client, **typed: object) -> str:
    with opened(client.application.config["SETTINGS"].home) as workspace:
        return proposing.handed_in(workspace, proposing.ANA, **typed)


def test_the_dearest_risk_comes_first(rita: Client) -> None:
    handed_in(rita, title="Small booking", estimated_cost="10 000 $")
    handed_in(rita, title="Large booking", estimated_cost="9 000 000 $")
    page = rita.get("/en/reviews")
    said = text_of(page)
    assert said.index("Large booking") < said.index("Small booking")
    assert "2 proposals" in said
    assert "In nobody’s hands" in said
    assert "Propositions à examiner" in text_of(rita.get("/fr/examens"))


def test_what_was_stated_is_told_to_the_cent_and_the_risk_in_dollars(rita: Client) -> None:
    handed_in(rita, estimated_cost="10000,50")
    said = text_of(rita.get("/en/reviews"))
    assert "$10,000.50" in said
    assert said.count(".50") == 1
    assert re.search(r"At risk ?\$[\d,]+ ", said)
    assert "10\u202f000,50\u00a0$" in rita.get("/fr/examens").get_data(as_text=True)


def test_a_file_says_in_which_language_its_title_is(rita: Client) -> None:
    filed = handed_in(rita, title="Appointments", language="en")
    for address, said in (("/fr/examens", ' lang="en"'), ("/en/reviews", "")):
        page = rita.get(f"{address}/{filed}").get_data(as_text=True)
        assert f"<h1{said}>Appointments</h1>" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=submitted", 1),
        ("status=in_review", 0),
        ("organization=lac", 1),
        ("organization=mont", 0),
        ("due=overdue", 0),
        ("mine=1", 0),
        ("band=nonsense&status=%00&due=x", 1),
    ],
)
def test_the_queue_is_narrowed(rita: Client, query: str, count: int) -> None:
    handed_in(rita)
    said = text_of(rita.get(f"/en/reviews?{query}"))
    assert ("One proposal" in said) == bool(count)
    assert ("None of the proposals" in said) != bool(count)


def test_an_empty_queue_says_so(rita: Client) -> None:
    assert "Nothing waits for a decision" in text_of(rita.get("/en/reviews"))


def test_a_file_holds_all_that_is_needed(rita: Client) -> None:
    proposal = handed_in(rita)
    said = text_of(rita.get(f"/en/reviews/{proposal}"))
    for words in ("What the check found", "250,000", "Discussion", "Decide"):
        assert words in said
    begun = rita.get(f"/en/reviews/{proposal}")
    assert path_of(resend(rita, begun)) == f"/en/reviews/{proposal}"
    assert "In review" in text_of(rita.get(f"/en/reviews/{proposal}"))


def test_what_is_said_is_read_by_whom_it_is_meant_for(rita: Client) -> None:
    proposal = handed_in(rita)
    page = f"/en/reviews/{proposal}"
    say(rita, page, "Ask the city of Mont first", "internal")
    say(rita, page, "Which counters are meant?", "shared")
    assert "Ask the city" in text_of(rita.get(page))
    sponsor = another(rita, "ana", "sponsor", organizations=["lac"])
    said = text_of(sponsor.get(f"/en/proposals/{proposal}"))
    assert "Which counters are meant?" in said
    assert "Ask the city" not in said
    assert say(rita, page, "", "shared").status_code == 422


def say(client: Client, page: str, text: str, visibility: str) -> TestResponse:
    token = typed_in(client.get("/en/account"))["csrf_token"]
    fields = {"csrf_token": token, "text": text, "visibility": visibility}
    return client.post(page, data=fields)


def test_a_decision_is_taken_with_its_reason(rita: Client) -> None:
    proposal = handed_in(rita)
    page = f"/en/reviews/{proposal}/decide"
    refused = send(rita, page, ruling="approved_with_conditions", reason="")
    assert refused.status_code == 422
    assert "2 things are to be corrected" in text_of(refused)
    fields = {"ruling": "approved_with_conditions", "reason": "Needed", "conditions": "Share it"}
    assert path_of(send(rita, page, **fields)) == f"/en/reviews/{proposal}"
    said = text_of(rita.get(f"/en/reviews/{proposal}"))
    for words in ("Approve with conditions", "Needed", "Share it", "Rita"):
        assert words in said
    assert "Nothing waits" in text_of(rita.get("/en/reviews"))


def test_of_two_who_decide_the_second_is_told_and_loses_nothing(rita: Client) -> None:
    proposal = handed_in(rita)
    omar = another(rita, "omar", "reviewer", organizations=["tresor"])
    page = f"/en/reviews/{proposal}/decide"
    read = omar.get(page)
    send(rita, page, ruling="declined", reason="It exists")
    late = resend(omar, read, ruling="approved", reason="A long thought of mine")
    assert late.status_code == 422
    assert "Rita" in text_of(late)
    assert typed_in(late)["reason"] == "A long thought of mine"
    with opened(rita.application.config["SETTINGS"].home) as workspace:
        (taken,) = decisions.of(workspace.db, proposal)
    assert taken.decision.ruling.value == "declined"


def test_a_decision_on_what_was_resubmitted_is_not_taken(rita: Client) -> None:
    proposal = handed_in(rita)
    page = f"/en/reviews/{proposal}/decide"
    read = rita.get(page)
    send(rita, page, ruling="returned", reason="Say more")
    home = rita.application.config["SETTINGS"].home
    with opened(home) as workspace:
        draft = drafting.opened(proposing.ANA, workspace, proposal)
        draft = drafting.save(
            proposing.ANA,
            workspace,
            proposal,
            {"problem": "People queue since five."},
            expected_revision=draft.revision,
        )
        proposing.submit(workspace, draft)
    omar = another(rita, "omar", "reviewer", organizations=["tresor"])
    late = resend(omar, read, ruling="approved", reason="Fine", csrf_token=_token(omar))
    assert late.status_code == 422
    said = text_of(rita.get(f"/en/reviews/{proposal}"))
    assert "what changed since the one before" in said
    compared = text_of(rita.get(f"/en/reviews/{proposal}/compare/1/2"))
    assert "People queue since five." in compared
    assert rita.get(f"/en/reviews/{proposal}/compare/1/9").status_code == 404


def _token(client: Client) -> str:
    return typed_in(client.get("/en/account"))["csrf_token"]


def test_a_review_is_put_in_hands_and_gets_a_day(rita: Client) -> None:
    proposal = handed_in(rita)
    member(rita, "omar", "reviewer", organizations=["tresor"])
    page = f"/en/reviews/{proposal}/organize"
    assert "Omar" in text_of(rita.get(page))
    wrong = send(rita, page, due_on="soon")
    assert wrong.status_code == 422
    past = "2026-01-05"
    send(rita, page, due_on=past)
    assert "Overdue since" in text_of(rita.get("/en/reviews?due=overdue"))
    with opened(rita.application.config["SETTINGS"].home) as workspace:
        held = reviews.find(workspace.db, proposal)
    assert held
    assert held.due_on.isoformat() == past


def test_nobody_decides_on_what_their_own_body_asks_for(rita: Client) -> None:
    proposal = handed_in(rita)
    own = another(rita, "lou", "reviewer", organizations=["lac"])
    for page in ("", "/decide", "/organize"):
        assert own.get(f"/en/reviews/{proposal}{page}").status_code == 403
    assert "Nothing waits" in text_of(own.get("/en/reviews"))
    administrator = another(rita, "root", "administrator")
    said = text_of(administrator.get(f"/en/reviews/{proposal}"))
    assert "not decide on it" in said


def test_a_verdict_on_a_pair(sample_reviewer: tuple[Client, str]) -> None:
    client, proposal = sample_reviewer
    page = client.get(f"/en/reviews/{proposal}").get_data(as_text=True)
    start = page.index(f"/en/reviews/{proposal}/evidence/")
    evidence = page[start : page.index('"', start)]
    assert "Where the probability comes from" in text_of(client.get(evidence))
    refused = send(client, evidence, note="No label")
    assert refused.status_code == 422
    assert typed_in(refused)["note"] == "No label"
    kept = send(client, evidence, label="overlap", note="Half of it")
    assert path_of(kept).startswith(f"/en/reviews/{proposal}#match-") or kept.status_code == 303
    said = text_of(client.get(f"/en/reviews/{proposal}"))
    assert "Half of it" in said
    assert "Verdict: Overlap" in said
    *_, match_id = evidence.split("/")
    assert client.get(evidence.replace(match_id, "nothing")).status_code == 404
    with opened(client.application.config["SETTINGS"].home) as workspace:
        assert len(verdicts.about(workspace.db, proposal)) == 1


@pytest.fixture
def sample_reviewer(sample_copy: Path) -> tuple[Client, str]:
    """A reviewer at a copy of the sample, and a proposal in which the check finds something."""
    client = application(sample_copy).test_client()
    with opened(sample_copy) as workspace:
        sponsor = Actor("s", "", frozenset({Role.sponsor}), frozenset({"ville-sainte-aurele"}))
        draft = drafting.begin(
            sponsor,
            workspace,
            "ville-sainte-aurele",
            {
                "title": "Online booking of appointments",
                "description": "Citizens choose an hour and a counter; a reminder is sent.",
                "language": "en",
                "estimated_cost": "400 000 $",
            },
        )
        proposing.submit(workspace, draft, sponsor)
    assert isinstance(client, Client)
    member(client, "rita", "reviewer", organizations=["min-tresor"])
    sign_in(client, "rita")
    return client, draft.proposal_id
