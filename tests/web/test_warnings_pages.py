from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from catalogue.domain.match import Band, CheckResult, IndexState
from catalogue.domain.proposal import Proposal
from catalogue.search.errors import IndexUnavailable
from catalogue.services import drafting, snapshots, submitting
from catalogue.services.checking import Checker
from catalogue.services.permissions import acting
from catalogue.services.workspace import Workspace
from catalogue.storage import responses, submissions
from tests.services.builders import component, stored
from tests.services.proposing import MONT, NO, answered

from .checking import Client
from .conftest import Site
from .sponsoring import decided, drafted, house_of, inside, sponsor, submitted, visitor
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in


@pytest.fixture
def client(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    return house_of(site, monkeypatch)


@pytest.fixture
def draft(client: Client) -> str:
    """Ana's draft, which is like the component *booking*; Ana is signed in."""
    ana = sponsor(client)
    sign_in(client)
    return drafted(client, ana)


def check(draft: str) -> str:
    return f"/en/proposals/{draft}/check"


def pair(draft: str) -> str:
    return f"{check(draft)}/component/booking"


def test_a_title_in_the_other_language_says_so_in_headings(client: Client) -> None:
    ana = sponsor(client)
    sign_in(client)
    odd = drafted(client, ana, title="Tarte & <i>crème</i>", language="fr")
    named = '<span lang="fr">Tarte &amp; &lt;i&gt;crème&lt;/i&gt;</span>'
    page = client.get(check(odd)).get_data(as_text=True)
    assert f"<h1>Check of “{named}”</h1>" in page
    assert "<title>Check of “Tarte &amp; &lt;i&gt;crème&lt;/i&gt;” –" in page
    aside = client.get(f"/en/proposals/{odd}/discard").get_data(as_text=True)
    assert f"<h1>Set “{named}” aside?</h1>" in aside
    french = client.get(f"/fr/projets/{odd}/verification").get_data(as_text=True)
    assert '<span lang="fr">' not in french


def answer_all(client: Client, draft: str) -> None:
    assert send(client, pair(draft), **NO).status_code == 303


def kept(client: Client, draft: str) -> list[Any]:
    with inside(client) as workspace:
        return [one.response for one in responses.of(workspace.db, draft).values()]


def count(client: Client, draft: str) -> int:
    with inside(client) as workspace:
        return len(submissions.of(workspace.db, draft))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/proposals/{}/check", ["One warning to answer", "Probable duplicate", "Compare"]),
        (
            "/fr/projets/{}/verification",
            ["Un avertissement auquel répondre", "Doublon probable", "Comparer"],
        ),
    ],
)
def test_the_strongest_comes_first_and_leads_to_its_evidence(
    client: Client, draft: str, path: str, said: list[str]
) -> None:
    page = client.get(path.format(draft))
    for words in [*said, "Appointment booking booking"]:
        assert words in text_of(page)
    assert f'href="{path.format(draft)}/component/booking"' in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/en/proposals/{}/check/component/booking",
            ["What differs", "What both say", "Both texts", "Before any evidence", "Total"],
        ),
        (
            "/fr/projets/{}/verification/component/booking",
            ["Ce qui diffère", "Ce que disent les deux", "Avant tout indice", "Les deux textes"],
        ),
    ],
)
def test_both_sides_stand_on_one_page(
    client: Client, draft: str, path: str, said: list[str]
) -> None:
    page = client.get(path.format(draft))
    for words in said:
        assert words in text_of(page)
    assert "<svg" in page.get_data(as_text=True)


def test_an_answer_is_kept_shown_and_changed(client: Client, draft: str) -> None:
    assert path_of(send(client, pair(draft), **NO)) == check(draft)
    page = client.get(check(draft))
    for words in ("It does not suit us", "A law or regulation", NO["text"], "Ana,", "Change the"):
        assert words in text_of(page)
    assert "One warning, answered" in text_of(page)
    assert "Every warning has an answer" in text_of(page)
    again = client.get(pair(draft))
    fields = typed_in(again)
    assert {name: fields[name] for name in NO} == NO
    resend(client, again, answer="extend", reason="", text="")
    (response,) = kept(client, draft)
    assert (response.answer.value, response.reason, response.text) == ("extend", None, None)


def test_a_refusal_is_argued_and_what_was_typed_stays(client: Client, draft: str) -> None:
    refused = send(client, pair(draft), answer="not_suitable", reason="", text="  ")
    assert refused.status_code == 422
    assert "2 things are to be corrected" in text_of(refused)
    assert typed_in(refused)["answer"] == "not_suitable"
    assert kept(client, draft) == []
    assert resend(client, refused, reason="mood", text="No").status_code == 422
    assert send(client, pair(draft)).status_code == 422


def test_what_was_typed_survives_an_expired_form(client: Client, draft: str) -> None:
    page = client.get(pair(draft))
    answer = resend(client, page, csrf_token="old", **NO)  # noqa: S106 - a token that is none
    assert "This form was open for so long" in text_of(answer)
    assert typed_in(answer)["text"] == NO["text"]
    assert kept(client, draft) == []
    assert resend(client, answer).status_code == 303


def test_what_the_check_did_not_find_has_no_page(client: Client, draft: str) -> None:
    for place in ("component/other-0", "component/nothing", "proposal/booking", "idea/booking"):
        assert client.get(f"{check(draft)}/{place}").status_code == 404
    strange = f"{check(draft)}/idea/booking"
    token = typed_in(client.get(pair(draft)))["csrf_token"]
    assert client.post(strange, data={"csrf_token": token, **NO}).status_code == 404


def test_submitting_asks_for_the_answers_that_lack(client: Client, draft: str) -> None:
    refused = send(client, check(draft))
    assert refused.status_code == 422
    assert "Appointment booking booking: this warning waits for your answer" in text_of(refused)
    assert 'href="#field-answers-1"' in refused.get_data(as_text=True)
    assert count(client, draft) == 0


def test_a_double_click_submits_once(client: Client, draft: str) -> None:
    answer_all(client, draft)
    page = client.get(check(draft))
    first, second = resend(client, page), resend(client, page)
    assert path_of(first) == path_of(second) == f"/en/proposals/{draft}/submitted"
    assert count(client, draft) == 1
    said = text_of(client.get(path_of(first)))
    for words in (
        "Your proposal is submitted",
        "What happens next",
        "You should have an answer by",
    ):
        assert words in said
    assert "Votre proposition est soumise" in text_of(client.get(f"/fr/projets/{draft}/soumis"))


def test_what_was_changed_meanwhile_is_read_before_it_is_submitted(
    client: Client, draft: str
) -> None:
    answer_all(client, draft)
    page = client.get(check(draft))
    leo = sponsor(client, "leo")
    with inside(client) as workspace:
        drafting.save(acting(leo), workspace, draft, {"problem": "Queues"}, expected_revision=1)
    refused = resend(client, page)
    assert "was changed since you read this page" in text_of(refused)
    assert count(client, draft) == 0
    assert path_of(resend(client, refused)).endswith("/submitted")


def test_an_incomplete_draft_says_what_lacks(client: Client) -> None:
    ana = sponsor(client)
    sign_in(client)
    draft = drafted(client, ana, title=" ", start="soon")
    page = client.get(check(draft))
    assert "Check of “Untitled proposal”" in text_of(page)
    for words in ("Title: this field is required", "Start: is not a date"):
        assert words in text_of(page)
    assert "Submit the proposal" not in text_of(page)
    token = typed_in(client.get("/en/account"))["csrf_token"]
    sent = client.post(check(draft), data={"csrf_token": token, "_revision": "1"})
    assert sent.status_code == 422
    assert "to be completed before it can be submitted" in text_of(sent)


def test_nothing_like_it_is_told_as_such(client: Client) -> None:
    ana = sponsor(client)
    sign_in(client)
    draft = drafted(client, ana, title="Zebra crossings", description="Paint them blue.")
    page = client.get(check(draft))
    assert "Nothing similar was found" in text_of(page)
    assert path_of(resend(client, page)).endswith("/submitted")


def stale(_: Checker, *__: Any) -> CheckResult:
    index = IndexState(records=1, fresh=False, meaning=False)
    return CheckResult(matches=(), index=index, model="m")


def broken(_: Checker, *__: Any) -> CheckResult:
    raise IndexUnavailable(folder="index")


@pytest.mark.parametrize("failing", [stale, broken])
def test_a_check_that_could_not_run_is_never_no_duplicates(
    client: Client, draft: str, monkeypatch: pytest.MonkeyPatch, failing: Any
) -> None:
    answer_all(client, draft)
    page = client.get(check(draft))
    monkeypatch.setattr(Checker, "check", failing)
    for answer in (client.get(check(draft)), client.get(pair(draft)), resend(client, page)):
        assert answer.status_code == 503
        assert "it is not known whether the project exists already" in text_of(answer)
        assert "Nothing similar" not in text_of(answer)
    assert count(client, draft) == 0


def test_an_answer_outlives_a_check_that_could_not_run(
    client: Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(pair(draft))
    monkeypatch.setattr(Checker, "check", broken)
    refused = resend(client, page, answer="not_suitable", text="Our by-law forbids it.")
    assert refused.status_code == 503
    assert "Reason: this field is required" in text_of(refused)
    assert typed_in(refused)["text"] == "Our by-law forbids it."
    assert resend(client, refused, reason="law").status_code == 303
    assert [one.text for one in kept(client, draft)] == ["Our by-law forbids it."]


def test_what_is_submitted_is_followed_instead(client: Client, draft: str) -> None:
    answer_all(client, draft)
    page = client.get(pair(draft))
    send(client, check(draft))
    for answer in (client.get(check(draft)), resend(client, page, answer="reuse")):
        assert path_of(answer) == f"/en/proposals/{draft}"
    assert [one.answer.value for one in kept(client, draft)] == ["not_suitable"]
    decided(client, draft, ruling="approved", reason="Nothing like it.")
    assert path_of(client.get(f"/en/proposals/{draft}/submitted")) == f"/en/proposals/{draft}"


def test_a_draft_is_nobody_elses_business(client: Client) -> None:
    ana = sponsor(client)
    draft = drafted(client, ana)
    assert "/sign-in?next=" in path_of(client.get(check(draft)))
    for name, role, of in (("mia", "sponsor", MONT), ("rita", "reviewer", "tresor")):
        member(client, name, role, organizations=[of])
        other = visitor(client, name)
        for address in (check(draft), pair(draft), f"/en/proposals/{draft}/submitted"):
            assert other.get(address).status_code == 404
        token = typed_in(other.get("/en/account"))["csrf_token"]
        for address in (check(draft), pair(draft)):
            sent = other.post(address, data={"csrf_token": token, "_revision": "1", **NO})
            assert sent.status_code == 404
    assert kept(client, draft) == []


def test_a_colleague_who_does_not_sponsor_reads_but_does_not_submit(client: Client) -> None:
    draft = drafted(client, sponsor(client))
    member(client, "archie", "architect", organizations=["lac"])
    sign_in(client, "archie")
    assert client.get(check(draft)).status_code == 403
    assert client.get(f"/en/proposals/{draft}").status_code == 200


SECRET = {
    "title": "Appointment booking at counters Quetzalcoatl",
    "problem": "Xylophones everywhere.",
    "estimated_cost": "987 654",
    "people": ["Balthazar Ypsilon"],
}


def assert_nothing_of(page: TestResponse, theirs: str) -> None:
    text = page.get_data(as_text=True)
    for word in (theirs, "Quetzalcoatl", "Xylophones", "987", "Balthazar", "Ville de Mont"):
        assert word not in text


def test_another_bodys_proposal_is_told_as_a_likeness_and_nothing_else(client: Client) -> None:
    theirs = submitted(client, sponsor(client, "mia", MONT), **SECRET)
    ana = sponsor(client)
    sign_in(client)
    draft = drafted(client, ana)
    for page in (client.get(check(draft)), client.get(f"/fr/projets/{draft}/verification")):
        assert_nothing_of(page, theirs)
    assert "A similar project of another public body" in text_of(client.get(check(draft)))
    assert_nothing_of(client.get(pair(draft)), theirs)
    hidden = client.get(f"{check(draft)}/proposal/{theirs}")
    assert hidden.status_code == 404
    assert_nothing_of(hidden, "Appointment booking at counters Q")
    refused = client.post(
        f"{check(draft)}/proposal/{theirs}",
        data={"csrf_token": typed_in(client.get("/en/account"))["csrf_token"], **NO},
    )
    assert refused.status_code == 404
    answer_all(client, draft)
    sent = send(client, check(draft))
    for address in (path_of(sent), f"/en/proposals/{draft}", f"/fr/projets/{draft}"):
        page = client.get(address)
        assert_nothing_of(page, theirs)
    assert client.get(f"/en/proposals/{theirs}").status_code == 404


def test_near_identical_components_are_folded(client: Client) -> None:
    with inside(client) as workspace:
        twins = [component(f"twin-{n}", name={"en": "Appointment booking booking"}) for n in (1, 2)]
        stored(workspace, *twins)
    ana = sponsor(client)
    sign_in(client)
    page = client.get(check(drafted(client, ana)))
    assert "One warning to answer" in text_of(page)
    assert "And 2 like it" in text_of(page)


def test_what_is_merely_related_asks_for_no_answer(
    client: Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Checker.check

    def weaker(self: Checker, *args: Any) -> CheckResult:
        found = real(self, *args)
        related = [one.model_copy(update={"band": Band.related}) for one in found.matches]
        return found.model_copy(update={"matches": tuple(related)})

    monkeypatch.setattr(Checker, "check", weaker)
    page = client.get(check(draft))
    assert "Related, for your information" in text_of(page)
    assert "Nothing was found that asks for an answer" in text_of(page)
    assert "What will you do about it?" not in text_of(client.get(pair(draft)))
    assert path_of(resend(client, page)).endswith("/submitted")


def test_answers_of_another_draft_do_not_count(client: Client, draft: str) -> None:
    ana = acting(member(client, "leo", "sponsor", organizations=["lac"]))
    with inside(client) as workspace:
        other = drafting.begin(ana, workspace, "lac", {"title": "B", "description": "C"})
        answered(workspace, other, ana)
    assert send(client, check(draft)).status_code == 422


def test_what_is_refused_was_checked_once(
    client: Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(check(draft))
    looks: list[str] = []

    def counted(workspace: Workspace, proposal: Proposal) -> Any:
        looks.append(proposal.id)
        return snapshots.look(workspace, proposal)

    monkeypatch.setattr(submitting, "look", counted)
    refused = resend(client, page)
    assert refused.status_code == 422
    assert "One warning to answer" in text_of(refused)
    assert looks == [draft]
