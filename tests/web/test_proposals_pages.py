from __future__ import annotations

import pytest

from catalogue.domain.pair import Matched
from catalogue.services import drafting
from catalogue.services.following import follow
from catalogue.services.workspace import opened
from catalogue.web.resources import SESSION
from tests.services.accounts import PHRASE
from tests.services.proposing import LAC, MONT, submit

from .builders import component, proposal
from .checking import Client
from .conftest import Site
from .visiting import form_of, member, path_of, resend, send, sign_in, text_of, typed_in
from .writing import TITLE, WHOLE, actor_of, all_of, begun, edited, home_of, sponsors_site, stored

ADD = "/en/proposals/add"


@pytest.fixture
def client(site: Site) -> Client:
    return sponsors_site(site)


def of_two_bodies(client: Client) -> Client:
    """Zoe, who sponsors for both public bodies."""
    member(client, "zoe", "sponsor", organizations=[LAC, MONT])
    other = client.application.test_client()
    assert isinstance(other, Client)
    sign_in(other, "zoe")
    return other


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    page = client.get("/en/proposals")
    assert "No proposal yet" in text_of(page)
    assert f'href="{ADD}"' in page.get_data(as_text=True)
    assert "Aucune proposition pour l’instant" in text_of(client.get("/fr/projets"))


def test_the_list_tells_of_ones_bodies_and_of_no_other(client: Client) -> None:
    begun(client, "mia", title="Confidential merger")
    begun(client, estimated_cost="250 000 $")
    handed = begun(client, title="Handed in", estimated_cost="5")
    with opened(home_of(client)) as workspace:
        submit(workspace, handed, actor_of(client))
    said = text_of(client.get("/en/proposals"))
    for told in (TITLE, "Draft", "$250,000", "Handed in", "Submitted", "Ville de Lac"):
        assert told in said
    assert "Confidential" not in said


def test_a_title_says_in_which_language_it_is(client: Client) -> None:
    draft = begun(client, title="Files d’attente", language="fr")
    for place in ("", f"/{draft.proposal_id}/edit", f"/{draft.proposal_id}/edit/need"):
        page = client.get(f"/en/proposals{place}").get_data(as_text=True)
        assert '<span lang="fr">Files d’attente</span>' in page
    assert 'lang="fr">Files' not in client.get("/fr/projets").get_data(as_text=True)


def test_a_colleague_reads_the_list_and_proposes_nothing(client: Client) -> None:
    begun(client)
    member(client, "ines", "architect", organizations=[LAC])
    sign_in_as(client, "ines")
    page = client.get("/en/proposals")
    assert TITLE in text_of(page)
    assert "New proposal" not in text_of(page)
    assert "/edit" not in page.get_data(as_text=True)


def sign_in_as(client: Client, name: str) -> None:
    client.delete_cookie(SESSION)
    sign_in(client, name)


def test_the_way_there_is_shown_to_sponsors(client: Client) -> None:
    assert 'href="/en/proposals" aria-current="page"' in client.get(ADD).get_data(as_text=True)
    draft = begun(client)
    address = edited(draft, "need")
    assert 'href="/en/proposals" aria-current="page"' in client.get(address).get_data(as_text=True)
    member(client, "rita", "reviewer", organizations=[MONT])
    sign_in_as(client, "rita")
    assert 'href="/en/proposals"' not in client.get("/en/").get_data(as_text=True)


def test_a_draft_is_begun_with_what_was_typed(client: Client) -> None:
    answer = send(client, ADD, title=TITLE, description="Choose a time slot.")
    (draft,) = all_of(client)
    assert path_of(answer) == edited(draft, "context")
    assert draft.typed == {"title": TITLE, "description": "Choose a time slot.", "language": "en"}
    assert draft.organization == LAC
    assert "Your draft is begun" in text_of(client.get(path_of(answer)))


def test_finishing_later_leads_to_the_list(client: Client) -> None:
    assert path_of(send(client, ADD, act="later", title=TITLE)) == "/en/proposals"
    assert TITLE in text_of(client.get("/en/proposals"))


def test_nothing_at_all_is_no_beginning(client: Client) -> None:
    answer = send(client, ADD, title=" ")
    assert answer.status_code == 422
    assert "Title: this field is required" in text_of(answer)
    assert all_of(client) == []


def test_who_speaks_for_several_bodies_chooses_one(client: Client) -> None:
    zoe = of_two_bodies(client)
    answer = send(zoe, ADD, title=TITLE)
    assert answer.status_code == 422
    assert "Public body: this field is required" in text_of(answer)
    assert typed_in(answer)["title"] == TITLE
    assert path_of(resend(zoe, answer, organization=MONT))
    assert [draft.organization for draft in all_of(client, "mia")] == [MONT]


def test_nobody_begins_anything_for_a_body_that_is_not_theirs(client: Client) -> None:
    answer = send(client, ADD, title=TITLE, organization=MONT)
    assert answer.status_code == 422
    assert all_of(client, "mia") == all_of(client) == []


def test_a_double_click_begins_one_draft(client: Client) -> None:
    page = client.get(ADD)
    first, second = (resend(client, page, title=TITLE) for _ in range(2))
    assert path_of(first) == path_of(second)
    assert len(all_of(client)) == 1


def test_going_back_and_correcting_the_beginning_corrects_the_draft(client: Client) -> None:
    page = client.get(ADD)
    resend(client, page, title="Boking")
    answer = resend(client, page, title="Booking")
    (draft,) = all_of(client)
    assert path_of(answer) == edited(draft, "context")
    assert draft.typed["title"] == "Booking"


def test_going_back_after_more_was_written_shows_both(client: Client) -> None:
    page = client.get(ADD)
    resend(client, page, title="First")
    (draft,) = all_of(client)
    send(client, edited(draft, "need"), title="Second")
    answer = resend(client, page, title="Third")
    assert answer.status_code == 422
    assert typed_in(answer)["title"] == "Third"
    assert "Second" in text_of(answer)
    assert path_of(resend(client, answer)) == edited(draft, "context")
    assert [one.typed["title"] for one in all_of(client)] == ["Third"]


def test_an_expired_session_loses_nothing_of_a_beginning(client: Client) -> None:
    page = client.get(ADD)
    client.delete_cookie(SESSION)
    to_sign_in = resend(client, page, title=TITLE)
    assert to_sign_in.status_code == 401
    back = resend(client, to_sign_in, email="ana@a.example", password=PHRASE)
    shown = resend(client, back, act="show")
    assert typed_in(shown)["title"] == TITLE
    assert resend(client, shown).status_code == 303
    assert len(all_of(client)) == 1


def test_a_search_that_found_nothing_leads_to_a_proposal(client: Client) -> None:
    page = client.get("/en/?q=zeppelin+garage")
    address = "/en/proposals/add?title=zeppelin+garage"
    assert f'href="{address}"' in page.get_data(as_text=True)
    assert typed_in(client.get(address))["title"] == "zeppelin garage"
    long = client.get(ADD, query_string={"title": f"a\x00\n{'b' * 500}"})
    assert typed_in(long)["title"] == f"a {'b' * 198}"


def test_a_component_leads_to_its_reuse(client: Client) -> None:
    page = client.get("/en/components/booking")
    assert f'href="{ADD}?reuse=booking"' in page.get_data(as_text=True)
    page = client.get(f"{ADD}?reuse=booking")
    assert typed_in(page)["title"] == "Reuse of “Booking booking”"
    assert "You propose to reuse this component" in text_of(page)
    resend(client, page)
    (draft,) = all_of(client)
    with opened(home_of(client)) as workspace:
        followed = follow(actor_of(client), workspace, draft.proposal_id)
    answer = followed.responses[Matched("component", "booking")].response
    assert answer.answer.value == "reuse"


def test_what_a_reused_component_serves_is_known_already(site: Site) -> None:
    client = sponsors_site(site, component("queue", capabilities=["service/appointments"]))
    send(client, f"{ADD}?reuse=queue")
    (draft,) = all_of(client)
    assert draft.typed["capabilities"] == ["service/appointments"]


def test_a_component_that_does_not_exist_is_no_reason_to_fail(client: Client) -> None:
    page = client.get(f"{ADD}?reuse=nothing")
    assert typed_in(page)["title"] == ""
    assert "You propose to reuse" not in text_of(page)


def test_who_is_not_signed_in_comes_back_to_the_beginning(client: Client) -> None:
    client.delete_cookie(SESSION)
    offered = client.get("/en/components/booking").get_data(as_text=True)
    assert f'href="{ADD}?reuse=booking"' in offered
    to_sign_in = client.get(f"{ADD}?reuse=booking")
    page = client.get(path_of(to_sign_in))
    answer = resend(client, page, email="ana@a.example", password=PHRASE)
    assert path_of(answer) == f"{ADD}?reuse=booking"


def test_who_cannot_propose_is_not_asked_to(client: Client) -> None:
    member(client, "rita", "reviewer", organizations=[MONT])
    sign_in_as(client, "rita")
    for page in ("/en/components/booking", "/en/?q=zeppelin"):
        assert ADD not in client.get(page).get_data(as_text=True)
    assert client.get(ADD).status_code == 403


def test_a_retired_component_is_not_for_reuse(site: Site) -> None:
    client = sponsors_site(site, component("old", lifecycle="retired"))
    assert "Propose to reuse" not in text_of(client.get("/en/components/old"))


def test_a_draft_is_set_aside_once_it_is_confirmed_and_taken_out_again(client: Client) -> None:
    draft = begun(client)
    page = client.get(f"/en/proposals/{draft.proposal_id}/discard")
    assert f"Set “{TITLE}” aside?" in text_of(page)
    for _ in range(2):
        assert path_of(resend(client, page)) == "/en/proposals"
    listed = client.get("/en/proposals")
    assert "Drafts set aside" in text_of(listed)
    assert client.get(edited(draft)).status_code == 404
    assert form_of(listed).get("action") == f"/en/proposals/{draft.proposal_id}/restore"
    for _ in range(2):
        assert path_of(resend(client, listed)) == edited(draft)
    assert stored(client, draft.proposal_id) == draft


def test_a_draft_that_came_in_a_file_is_set_aside_like_any_other(site: Site) -> None:
    brought = proposal("old", status="draft", organization=LAC)
    client = sponsors_site(site, brought)
    address = "/en/proposals/old/discard"
    for page in ("/en/proposals/old/edit", "/en/proposals/old"):
        assert f'href="{address}"' in client.get(page).get_data(as_text=True)
    assert "Withdraw" not in text_of(client.get("/en/proposals/old"))
    assert path_of(send(client, address)) == "/en/proposals"
    listed = client.get("/en/proposals")
    assert "Drafts set aside" in text_of(listed)
    assert client.get("/en/proposals/old").status_code == 404
    assert path_of(resend(client, listed)) == "/en/proposals/old/edit"
    assert client.get("/en/proposals/old").status_code == 200


def test_only_its_own_people_set_a_draft_aside_or_take_it_out(client: Client) -> None:
    theirs = begun(client, "mia")
    token = typed_in(client.get(ADD))["csrf_token"]
    for act in ("discard", "move"):
        address = f"/en/proposals/{theirs.proposal_id}/{act}"
        assert client.get(address).status_code == 404
        fields = {"csrf_token": token, "organization": LAC}
        assert client.post(address, data=fields).status_code == 404
    with opened(home_of(client)) as workspace:
        drafting.discard(actor_of(client, "mia"), workspace, theirs.proposal_id)
    address = f"/en/proposals/{theirs.proposal_id}/restore"
    assert client.post(address, data={"csrf_token": token}).status_code == 404
    assert stored(client, theirs.proposal_id).discarded


def test_what_was_submitted_is_neither_set_aside_nor_moved(client: Client) -> None:
    draft = begun(client)
    pages = [client.get(f"/en/proposals/{draft.proposal_id}/{act}") for act in ("discard", "move")]
    with opened(home_of(client)) as workspace:
        submit(workspace, draft, actor_of(client))
    for page in pages:
        own = f"/en/proposals/{draft.proposal_id}"
        assert path_of(resend(client, page)) == own
        assert "not possible while the status is" in text_of(client.get(own))


def test_a_draft_goes_to_another_of_ones_bodies(client: Client) -> None:
    zoe = of_two_bodies(client)
    draft = begun(client)
    assert f"/en/proposals/{draft.proposal_id}/move" not in client.get(edited(draft)).text
    assert f"/en/proposals/{draft.proposal_id}/move" in zoe.get(edited(draft)).text
    page = zoe.get(f"/en/proposals/{draft.proposal_id}/move")
    assert typed_in(page)["organization"] == LAC
    for _ in range(2):
        assert path_of(resend(zoe, page, organization=MONT)) == edited(draft)
    assert stored(client, draft.proposal_id).organization == MONT
    assert client.get(edited(draft)).status_code == 404
    assert resend(zoe, page, organization="tresor").status_code == 422


def test_a_draft_that_changed_meanwhile_is_not_moved_unseen(client: Client) -> None:
    zoe = of_two_bodies(client)
    draft = begun(client)
    page = zoe.get(f"/en/proposals/{draft.proposal_id}/move")
    send(client, edited(draft, "need"), title="Another")
    answer = resend(zoe, page, organization=MONT)
    assert answer.status_code == 422
    assert resend(zoe, answer).status_code == 303


def test_an_imported_draft_can_be_gone_on_with(site: Site) -> None:
    client = sponsors_site(site, proposal("old", status="draft", organization=LAC))
    assert "returned this proposal" not in text_of(client.get("/en/proposals/old/edit"))
    answer = send(client, "/en/proposals/old/edit/need", title="Taken up again")
    assert path_of(answer) == "/en/proposals/old/edit/context"
    assert stored(client, "old").typed["title"] == "Taken up again"


def test_every_page_stands_in_french(client: Client) -> None:
    draft = begun(client, **WHOLE)
    for address in (
        "/fr/projets",
        "/fr/projets/ajouter?reuse=booking",
        f"/fr/projets/{draft.proposal_id}/mettre-de-cote",
        f"/fr/projets/{draft.proposal_id}/transferer",
    ):
        assert client.get(address).status_code == 200
