from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.proposal import ProposalStatus
from catalogue.services import discussing, drafting
from catalogue.services.permissions import acting
from catalogue.storage import comments, records
from tests.services.proposing import LAC, MONT, submit

from .builders import proposal
from .checking import Client
from .conftest import Site
from .sponsoring import ana_at_home, decided, drafted, inside, sponsor, submitted, visitor
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in


@pytest.fixture
def client(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    return ana_at_home(site, monkeypatch)


@pytest.fixture
def theirs(client: Client) -> str:
    """What Leo submitted, of Ana's own public body."""
    return submitted(client, sponsor(client, "leo"), problem="Queues at counters.")


def address(proposal_id: str, *more: str) -> str:
    return "/".join(["/en/proposals", proposal_id, *more])


def status(client: Client, proposal_id: str) -> ProposalStatus:
    with inside(client) as workspace:
        return records.get(workspace.db, "proposal", proposal_id).record.status


def press(client: Client, proposal_id: str, verb: str) -> Any:
    token = typed_in(client.get("/en/account"))["csrf_token"]
    return client.post(address(proposal_id, verb), data={"csrf_token": token})


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/en/proposals/{}",
            (
                "Submitted|An answer should come by|What was submitted|Queues at counters."
                "|$250,000|Probable duplicate|It does not suit us|History"
            ),
        ),
        (
            "/fr/projets/{}",
            (
                "Soumise|Une réponse devrait venir|Ce qui a été soumis|Queues at counters."
                "|250\u202f000 $|Doublon probable|Cela ne convient pas|Historique"
            ),
        ),
    ],
)
def test_where_a_proposal_stands_and_how_it_came_there(
    client: Client, theirs: str, path: str, said: str
) -> None:
    text = text_of(client.get(path.format(theirs)))
    for words in said.split("|"):
        assert " ".join(words.split()) in text


def test_what_the_check_found_then_is_shown_with_its_answer(client: Client, theirs: str) -> None:
    place = address(theirs, "submissions", "1", "component", "booking")
    assert place in client.get(address(theirs)).get_data(as_text=True)
    said = text_of(client.get(place))
    for words in ("As found when the proposal was submitted", "Our law asks", "What differs"):
        assert words in said
    for wrong in (("2", "component", "booking"), ("1", "component", "other-0")):
        assert client.get(address(theirs, "submissions", *wrong)).status_code == 404


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"ruling": "declined"}, ["Declined", "Because."]),
        (
            {"ruling": "approved_with_conditions", "conditions": "Share the code."},
            ["Approved with conditions", "Because.", "Share the code.", "The project may begin"],
        ),
        (
            {"ruling": "redirected", "reuse": ["booking"]},
            ["Redirected to reuse", "Because.", "What to use instead", "Appointment booking"],
        ),
        ({"ruling": "returned"}, ["Returned", "Because.", "asks for changes", "Check and submit"]),
    ],
)
def test_a_decision_comes_with_its_reason(
    client: Client, theirs: str, decision: dict[str, Any], said: list[str]
) -> None:
    decided(client, theirs, reason="Because.", **decision)
    text = text_of(client.get(address(theirs)))
    for words in [*said, "Rita1"]:
        assert words in text
    assert "Withdraw the proposal" not in text or decision["ruling"] == "returned"


def test_a_draft_leads_to_what_comes_next(client: Client) -> None:
    draft = drafted(client, sponsor(client, "leo"))
    page = client.get(address(draft))
    assert "only people of your public body see it" in text_of(page)
    assert f'href="/en/proposals/{draft}/check"' in page.get_data(as_text=True)
    assert "Discussion" not in text_of(page)
    token = typed_in(client.get("/en/account"))["csrf_token"]
    said = client.post(address(draft), data={"csrf_token": token, "text": "Hello"})
    assert said.status_code == 422


def test_what_is_said_is_said_once_and_read_by_the_reviewers(client: Client, theirs: str) -> None:
    page = client.get(address(theirs))
    for _ in range(2):
        answer = resend(client, page, text="We asked our lawyers.")
        assert path_of(answer) == address(theirs)
    with inside(client) as workspace:
        (said,) = comments.of(workspace.db, theirs)
        assert said.comment.visibility.value == "shared"
    assert "We asked our lawyers." in text_of(client.get(address(theirs)))
    assert send(client, address(theirs), text=" ").status_code == 422


def test_what_reviewers_say_among_themselves_stays_there(client: Client, theirs: str) -> None:
    rita = member(client, "rita", "reviewer", organizations=["tresor"])
    with inside(client) as workspace:
        for visibility in ("internal", "shared"):
            words = {"text": f"Said {visibility}ly.", "visibility": visibility}
            discussing.comment(acting(rita), workspace, theirs, words)
    text = client.get(address(theirs)).get_data(as_text=True)
    assert "Said sharedly." in text
    assert "Said internally." not in text
    assert "Said internally." in text_of(visitor(client, "rita").get(address(theirs)))


def test_what_was_typed_survives_an_expired_form(client: Client, theirs: str) -> None:
    page = client.get(address(theirs))
    answer = resend(client, page, csrf_token="old", text="Long words")  # noqa: S106 - no token
    assert typed_in(answer)["text"] == "Long words"
    with inside(client) as workspace:
        assert comments.of(workspace.db, theirs) == []


def test_a_proposal_is_withdrawn_once_one_has_read_what_that_does(
    client: Client, theirs: str
) -> None:
    page = client.get(address(theirs, "withdraw"))
    assert "no decision will be taken" in text_of(page)
    assert status(client, theirs) is ProposalStatus.submitted
    for _ in range(2):
        assert path_of(resend(client, page)) == address(theirs)
    assert status(client, theirs) is ProposalStatus.withdrawn
    assert "Withdrawn" in text_of(client.get(address(theirs)))
    assert path_of(client.get(address(theirs, "withdraw"))) == address(theirs)


def test_what_is_decided_is_not_withdrawn(client: Client, theirs: str) -> None:
    page = client.get(address(theirs, "withdraw"))
    decided(client, theirs, ruling="declined", reason="No.")
    refused = resend(client, page)
    assert refused.status_code == 422
    assert "cannot go from “Declined” to “Withdrawn”" in text_of(refused)
    assert status(client, theirs) is ProposalStatus.declined


def test_what_is_approved_begins_and_is_delivered(client: Client, theirs: str) -> None:
    assert press(client, theirs, "start").status_code == 409
    decided(client, theirs, ruling="approved", reason="Go.")
    assert "The project has begun" in text_of(client.get(address(theirs)))
    for _ in range(2):
        assert path_of(press(client, theirs, "start")) == address(theirs)
    assert "The project is delivered" in text_of(client.get(address(theirs)))
    press(client, theirs, "finish")
    assert status(client, theirs) is ProposalStatus.delivered
    done = client.get(address(theirs))
    assert "Registered as a shared component" in text_of(done)
    assert "An architect of your public body can do so" in text_of(done)
    assert "/components/add" not in done.get_data(as_text=True)


def test_what_was_delivered_begins_the_entry_of_its_component(client: Client) -> None:
    both = member(client, "leo", "sponsor", "architect", organizations=[LAC])
    theirs = submitted(client, both, capabilities=["identity/sign-in"])
    decided(client, theirs, ruling="approved", reason="Go.")
    leo = visitor(client, "leo")
    for verb in ("start", "finish"):
        press(leo, theirs, verb)
    place = f"/en/components/add?proposal={theirs}"
    assert place in leo.get(address(theirs)).get_data(as_text=True)
    begun = typed_in(leo.get(place))
    assert begun["name.en"] == "Appointment booking at counters"
    assert begun["description.en"].startswith("Residents choose")
    assert begun["capabilities-0"] == "identity/sign-in"
    assert begun["owner"] == LAC
    assert begun["summary.en"] == ""


@pytest.mark.parametrize("named", ["nothing", ""])
def test_what_one_may_not_see_begins_nothing(client: Client, theirs: str, named: str) -> None:
    member(client, "max", "architect", organizations=[MONT])
    begun = typed_in(visitor(client, "max").get(f"/en/components/add?proposal={named or theirs}"))
    assert (begun["name.en"], begun["description.en"]) == ("", "")
    assert begun["owner"] == MONT


def test_submissions_are_compared(client: Client, theirs: str) -> None:
    decided(client, theirs, ruling="returned", reason="Say more.")
    leo = sponsor(client, "lea")
    with inside(client) as workspace:
        typed = {"problem": "Long queues at counters.", "estimated_cost": "300 000 $"}
        draft = drafting.save(acting(leo), workspace, theirs, typed, expected_revision=1)
        submit(workspace, draft, acting(leo))
    place = address(theirs, "compare", "1", "2")
    assert place in client.get(address(theirs)).get_data(as_text=True)
    said = text_of(client.get(place))
    for words in ("Problem to solve", "added: Long queues", "Estimated cost", "$300,000"):
        assert words in said
    assert "Title" not in said
    french = client.get(f"/fr/projets/{theirs}/comparer/1/2")
    assert "Problème à résoudre" in text_of(french)
    assert french.get_data(as_text=True).count('<dd lang="en">') == 1
    assert client.get(address(theirs, "compare", "1", "3")).status_code == 404


def test_what_came_in_a_file_says_that_nobody_checked_it(site: Site) -> None:
    client = site(proposal("old", organization="Ministry A"))
    sponsor(client, "ana", "ministry-a")
    sign_in(client)
    said = text_of(client.get(address("old")))
    assert "was not checked on submission" in said
    assert "Nothing similar" not in said


def test_another_bodys_proposal_is_unknown(client: Client) -> None:
    hidden = submitted(client, sponsor(client, "mia", MONT), title="Quetzalcoatl booking")
    places = [(), ("submitted",), ("withdraw",), ("compare", "1", "2")]
    places.append(("submissions", "1", "component", "booking"))
    for more in places:
        answer = client.get(address(hidden, *more))
        assert answer.status_code == 404
        assert "Quetzalcoatl" not in answer.get_data(as_text=True)
    for verb in ("start", "finish", "withdraw"):
        assert press(client, hidden, verb).status_code == 404
    stranger = client.application.test_client()
    assert isinstance(stranger, Client)
    assert "/sign-in?next=" in path_of(stranger.get(address(hidden)))
    assert status(client, hidden) is ProposalStatus.submitted


def test_who_belongs_to_both_bodies_shows_nothing_to_a_colleague(client: Client) -> None:
    """What Zoe met in her other public body stays hidden from those of this one."""
    hidden = submitted(client, sponsor(client, "mia", MONT), title="Appointment Quetzalcoatl")
    zoe = sponsor(client, "zoe", LAC, MONT)
    own = drafted(client, zoe)
    with inside(client) as workspace:
        submit(workspace, drafting.opened(acting(zoe), workspace, own), acting(zoe))
    assert "Quetzalcoatl" in text_of(visitor(client, "zoe").get(address(own)))
    page = client.get(address(own))
    assert "A similar project of another public body" in text_of(page)
    for word in ("Quetzalcoatl", hidden):
        assert word not in page.get_data(as_text=True)
    place = address(own, "submissions", "1", "proposal", hidden)
    assert client.get(place).status_code == 404


def test_the_way_back_to_writing(
    client: Client, theirs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.web.follow.place", lambda name, **_: f"/{name}")
    draft = client.get(address(drafted(client, sponsor(client, "lea")))).get_data(as_text=True)
    assert 'href="/drafts.answers"' in draft
    assert 'href="/proposals.overview"' in draft
