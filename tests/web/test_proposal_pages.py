from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.workspace import opened
from catalogue.storage import drafts
from catalogue.storage.drafts import Draft
from catalogue.web import advice

from .builders import component
from .checking import Client
from .conftest import Site, application
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in

BODIES = [
    {"type": "organization", "id": one, "name": {"fr": f"Ville de {one}", "en": f"City of {one}"}}
    for one in ("lac", "mont")
]
BOOKING = component(
    "booking",
    name={"en": "Appointment booking", "fr": "Prise de rendez-vous"},
    description={"en": "Citizens choose a counter and an hour, and get a reminder."},
)


@pytest.fixture
def client(site: Site) -> Client:
    """Ana, who sponsors for the city of lac."""
    client = site(*BODIES, BOOKING)
    member(client, "ana", "sponsor", organizations=["lac"])
    sign_in(client)
    return client


def as_somebody(client: Client, name: str, *roles: str, **fields: object) -> Client:
    other = client.application.test_client()
    assert isinstance(other, Client)
    member(other, name, *roles, **fields)
    sign_in(other, name)
    return other


def begun(client: Client, title: str = "Appointments at the counter") -> str:
    """The path of a new draft's first step."""
    return path_of(send(client, "/en/proposals/add", title=title, language="en"))


def kept(client: Client, path: str) -> Draft:
    home = client.application.config["SETTINGS"].home
    with opened(home) as workspace:
        found = drafts.find(workspace.db, path.split("/")[3])
    assert found
    return found


def test_a_draft_is_kept_from_the_first_words(client: Client) -> None:
    assert "Nothing is proposed yet" in text_of(client.get("/en/proposals"))
    path = begun(client)
    draft = kept(client, path)
    assert (draft.organization, draft.typed["title"]) == ("lac", "Appointments at the counter")
    assert "Appointments at the counter" in text_of(client.get("/en/proposals"))
    french = text_of(client.get("/fr/propositions"))
    assert "Une proposition" in french
    assert "Brouillon" in french


def test_pressing_twice_begins_one_draft(client: Client) -> None:
    page = client.get("/en/proposals/add")
    first, second = (resend(client, page, title="Twice", language="en") for _ in range(2))
    assert path_of(first) == path_of(second)


def test_the_steps_keep_what_is_typed_and_lead_on(client: Client) -> None:
    path = begun(client)
    onward = path_of(send(client, path, description="Choose an hour and a counter."))
    assert onward == f"{path}/context"
    onward = path_of(send(client, onward, **{"people[]": "Ana\nLéo"}, clientele="Everybody"))
    assert onward == f"{path}/costs"
    fields = {
        "estimated_cost": "",
        "costs-0.fiscal_year": "2027-2028",
        "costs-0.build": "200 000 $",
        "start": "2027-04-01",
        "end": "2028-03-31",
    }
    assert path_of(send(client, onward, **fields)) == f"{path}/answers"
    said = text_of(client.get(f"{path}/answers"))
    for words in ("Choose an hour", "Léo", "Everybody", "2027-2028: Build 200", "2027-04-01"):
        assert words in said
    assert "to be completed" not in said
    assert kept(client, path).typed["people"] == ["Ana", "Léo"]


def test_what_is_wrong_is_kept_told_and_found(client: Client) -> None:
    path = begun(client)
    send(client, f"{path}/costs", estimated_cost="a lot", start="2028-01-01", end="2027-01-01")
    page = client.get(f"{path}/answers")
    assert "Estimated cost: must be a number" in text_of(page)
    assert f'href="{path}#field-description"' in page.get_data(as_text=True)
    assert f'href="{path}/costs#field-estimated_cost"' in page.get_data(as_text=True)
    assert typed_in(client.get(f"{path}/costs"))["estimated_cost"] == "a lot"
    french = text_of(
        client.get(
            page.request.path.replace("/en/proposals", "/fr/propositions")
            .replace("edit", "modifier")
            .replace("answers", "reponses")
        )
    )
    assert "éléments sont à compléter" in french


def test_rows_are_added_and_removed_without_a_script(client: Client) -> None:
    path = f"{begun(client)}/costs"
    page = send(client, path, "add costs", **{"costs-0.fiscal_year": "2027-2028"})
    assert page.status_code == 200
    page = resend(client, page, "remove costs-0", **{"costs-1.fiscal_year": "2028-2029"})
    assert typed_in(page)["costs-0.fiscal_year"] == "2028-2029"
    assert "costs" not in kept(client, path).typed


def test_two_windows_lose_nothing(client: Client) -> None:
    path = begun(client)
    window = client.get(path)
    send(client, path, title="Typed in the other window")
    late = resend(client, window, title="Typed in this one", description="Only here")
    said = text_of(late)
    assert late.status_code == 422
    assert "Stored now: Typed in the other window" in said
    fields = typed_in(late)
    assert (fields["title"], fields["description"]) == ("Typed in this one", "Only here")
    assert resend(client, late).status_code == 303
    assert kept(client, path).typed["title"] == "Typed in this one"


def test_leaving_and_looking_save_too(client: Client) -> None:
    path = begun(client)
    assert path_of(send(client, path, "later", title="Left")) == "/en/proposals"
    assert "The draft is saved" in text_of(client.get("/en/proposals"))
    looked = send(client, path, "stay", title="Prise de rendez-vous", language="fr")
    assert path_of(looked) == path
    assert kept(client, path).typed["title"] == "Prise de rendez-vous"


@pytest.fixture
def maude(sample_copy: Path) -> Client:
    """A sponsor of one of the sample's public bodies."""
    client = application(sample_copy).test_client()
    assert isinstance(client, Client)
    member(client, "maude", "sponsor", organizations=["ville-sainte-aurele"])
    sign_in(client, "maude")
    return client


def test_what_exists_is_shown_while_typing_and_after_saving(maude: Client) -> None:
    said = {
        "title": "Online booking of appointments",
        "description": "Citizens choose an hour and a counter; a reminder is sent by text message.",
    }
    answer = advised(maude, **said)
    piece = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'href="/en/components/' in piece
    assert "Probable duplicate" in piece
    assert "<html" not in piece
    path = begun(maude, said["title"])
    assert path_of(send(maude, path, "stay", **said)) == path
    assert "Probable duplicate" in text_of(maude.get(path))
    french = maude.get(
        path.replace("/en/proposals", "/fr/propositions").replace("edit", "modifier")
    )
    assert "Doublon probable" in text_of(french)


def test_little_is_said_of_little(client: Client) -> None:
    assert "As soon as a title" in advised(client, title="").get_data(as_text=True)
    assert "Nothing in the catalogue" in advised(client, title="Zzqx").get_data(as_text=True)


def test_a_check_that_cannot_run_keeps_nobody_from_writing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(client)

    def fail(*_: object, **__: object) -> None:
        raise CheckCouldNotRun(why="behind")

    monkeypatch.setattr(advice, "advise", fail)
    assert "could not be looked up" in text_of(client.get(path))


def advised(client: Client, **typed: str) -> TestResponse:
    token = typed_in(client.get("/en/account"))["csrf_token"]
    return client.post("/en/proposals/advice", data={"csrf_token": token, **typed})


def test_who_asks_without_a_pause_is_slowed_down(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advice, "_PACE", advice.Pace(most=2, seconds=60))
    codes = [advised(client, title="Zzqx").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_a_draft_is_discarded_and_taken_out_again(client: Client) -> None:
    path = begun(client, "Not needed")
    draft = path.removesuffix("/edit")
    assert "Not needed" in text_of(client.get(f"{draft}/discard"))
    gone = send(client, f"{draft}/discard")
    assert "Not needed" not in text_of(client.get("/en/proposals"))
    assert client.get(path).status_code == 404
    back = resend(client, gone)
    assert path_of(back) == path
    assert typed_in(client.get(path))["title"] == "Not needed"


def test_a_sponsor_of_two_bodies_chooses_and_changes_their_mind(client: Client) -> None:
    mia = as_somebody(client, "mia", "sponsor", organizations=["lac", "mont"])
    refused = send(mia, "/en/proposals/add", title="Snow clearing", language="en")
    path = (
        path_of(refused)
        if refused.status_code == 303
        else path_of(resend(mia, refused, organization="mont"))
    )
    draft = path.removesuffix("/edit")
    other = "lac" if kept(client, path).organization == "mont" else "mont"
    assert path_of(send(mia, f"{draft}/move", organization=other)) == f"{path}/answers"
    assert kept(client, path).organization == other


def test_a_draft_is_its_bodys_business_only(client: Client) -> None:
    path = begun(client, "Nobody else knows")
    colleague = as_somebody(client, "leo", "sponsor", organizations=["lac"])
    assert colleague.get(path).status_code == 200
    outsider = as_somebody(client, "omar", "sponsor", "reviewer", organizations=["mont"])
    administrator = as_somebody(client, "root", "administrator")
    for stranger in (outsider, administrator):
        for page in (path, f"{path}/context", f"{path}/costs", f"{path}/answers"):
            answer = stranger.get(page)
            assert answer.status_code == 404
            assert "Nobody else" not in answer.get_data(as_text=True)
    assert "Nobody else" not in text_of(outsider.get("/en/proposals"))
    reader = as_somebody(client, "rea", "reviewer", organizations=["lac"])
    assert reader.get(path).status_code == 403


def test_a_component_leads_to_a_proposal_that_reuses_it(client: Client) -> None:
    page = client.get("/en/components/booking").get_data(as_text=True)
    assert "/en/proposals/add?reuse=booking" in page
    fields = typed_in(client.get("/en/proposals/add?reuse=booking"))
    assert fields["title"] == "Adopt Appointment booking"
    assert client.get("/en/proposals/add?reuse=nothing").status_code == 404


def test_a_search_without_results_leads_to_a_proposal(client: Client) -> None:
    page = client.get("/fr/?q=zzqx+traversier").get_data(as_text=True)
    assert "/fr/propositions/ajouter?title=zzqx+traversier" in page
    fields = typed_in(client.get("/fr/propositions/ajouter?title=zzqx+traversier"))
    assert (fields["title"], fields["language"]) == ("zzqx traversier", "fr")


def test_who_is_not_signed_in_comes_back_to_what_they_wanted(client: Client) -> None:
    stranger = client.application.test_client()
    answer = stranger.get("/en/proposals/add?title=Ferries")
    assert answer.status_code == 302
    assert "/en/sign-in?next=" in answer.location
