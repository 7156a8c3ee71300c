from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from werkzeug.test import TestResponse

from catalogue.domain.person import Person
from catalogue.services import people
from catalogue.services.permissions import COMMAND_LINE
from catalogue.storage import audit
from tests.services.builders import content
from tests.services.proposing import LAC, MONT

from .checking import Client
from .conftest import Site, application
from .sponsoring import decided, drafted, house_of, inside, sponsor, submitted, visitor
from .test_feeds import ATOM
from .visiting import member, path_of, text_of, typed_in

TITLE = "Appointment booking at counters"


@pytest.fixture
def client(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A site where people propose."""
    return house_of(site, monkeypatch)


def asked(client: Client, what: str, language: str = "en") -> TestResponse:
    """Press a button about feeds on one's account page."""
    own = {"en": "/en/account", "fr": "/fr/compte"}[language]
    token = typed_in(client.get(own))["csrf_token"]
    return client.post(f"{own}/{what}", data={"csrf_token": token})


def address_of(answer: TestResponse) -> str:
    """The secret address that a page shows, within the site."""
    assert answer.status_code == 200, answer.status
    [found] = [word for word in text_of(answer).split() if word.startswith("http://localhost/")]
    return found.removeprefix("http://localhost")


def reader(client: Client) -> Client:
    """A feed reader, which is signed in nowhere."""
    found = client.application.test_client()
    assert isinstance(found, Client)
    return found


def read(client: Client, address: str) -> ElementTree.Element:
    """The feed at an address, with what RFC 4287 asks of any."""
    answer = reader(client).get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)  # noqa: S314 - made here
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert one.findtext(ATOM + needed)
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").utcoffset() is not None
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return feed


def entries(client: Client, address: str) -> list[dict[str, str]]:
    found = read(client, address).findall(f"{ATOM}entry")
    names = ("id", "title", "updated", "summary")
    return [{name: one.findtext(ATOM + name) or "" for name in names} for one in found]


def change(client: Client, person: Person, **changes: Any) -> None:
    with inside(client) as workspace:
        people.change(COMMAND_LINE, workspace, person.id, changes)


def test_a_sponsor_follows_what_becomes_of_proposals(client: Client) -> None:
    ana = sponsor(client)
    colleague = sponsor(client, "leo")
    drafted(client, ana, title="Not handed in")
    proposal_id = submitted(client, colleague)
    address = address_of(asked(visitor(client, "ana"), "feeds/proposals/renew"))
    assert address.startswith("/en/feeds/proposals/")
    [before] = entries(client, address)
    assert before["title"] == f"{TITLE} – Submitted"
    assert before["id"] == f"http://localhost/en/proposals/{proposal_id}"
    assert "$250,000" in before["summary"]
    decided(client, proposal_id, ruling="declined", reason="There is one.")
    [after] = entries(client, address)
    assert after["id"] == before["id"]
    assert after["updated"] > before["updated"]
    assert "Declined" in after["title"]
    assert read(client, address).findtext(f"{ATOM}updated") == after["updated"]


def test_other_bodies_proposals_are_not_among_one_s_own(client: Client) -> None:
    submitted(client, sponsor(client, "mia", MONT))
    sponsor(client)
    assert entries(client, address_of(asked(visitor(client, "ana"), "feeds/proposals/renew"))) == []


def test_a_reviewer_follows_the_queue_in_the_language_of_the_address(client: Client) -> None:
    ana = sponsor(client)
    proposal_id = submitted(client, ana, title="Ärzte & <Termine>\uffff")
    member(client, "rita", "reviewer", organizations=["tresor"])
    address = address_of(asked(visitor(client, "rita"), "flux/reviews/renouveler", "fr"))
    assert address.startswith("/fr/flux/examens/")
    feed = read(client, address)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert feed.findtext(f"{ATOM}title") == "À examiner"
    [one] = entries(client, address)
    assert one["title"] == "Ärzte & <Termine>"
    assert one["id"] == f"http://localhost/fr/examens/{proposal_id}"
    assert "Ville de Lac" in one["summary"]
    assert "250\u202f000\u00a0$" in one["summary"]
    decided(client, proposal_id, ruling="declined", reason="There is one.")
    assert entries(client, address) == []


def test_reviewers_of_the_same_body_do_not_follow_what_it_proposes(client: Client) -> None:
    submitted(client, sponsor(client))
    member(client, "lou", "reviewer", organizations=[LAC])
    assert entries(client, address_of(asked(visitor(client, "lou"), "feeds/reviews/renew"))) == []


def test_nothing_keeps_the_address_or_what_it_shows(client: Client) -> None:
    sponsor(client)
    shown = asked(visitor(client, "ana"), "feeds/proposals/renew")
    assert shown.headers["Cache-Control"] == "no-store"
    address = address_of(shown)
    for one in (address, f"{address}x"):
        answer = reader(client).get(one)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    secret = address.rpartition("/")[2]
    assert len(secret) >= 43
    with inside(client) as workspace:
        assert secret not in content(workspace)
        made = [one.action for one in audit.entries(workspace.db)]
    assert "feed_address_made" in made
    home: Path = client.application.config["SETTINGS"].home
    assert not any(secret.encode() in one.read_bytes() for one in home.glob("*.db*"))


def test_an_address_is_renewed_and_revoked(client: Client) -> None:
    sponsor(client)
    ana = visitor(client, "ana")
    assert "It has no address" in text_of(ana.get("/en/account"))
    first = address_of(asked(ana, "feeds/proposals/renew"))
    named = read(client, first).findtext(f"{ATOM}id")
    second = address_of(asked(ana, "feeds/proposals/renew"))
    assert reader(client).get(first).status_code == 404
    assert read(client, second).findtext(f"{ATOM}id") == named
    assert "Its address was made on" in text_of(ana.get("/en/account"))
    answer = asked(ana, "feeds/proposals/revoke")
    assert path_of(answer) == "/en/account"
    assert reader(client).get(second).status_code == 404
    assert path_of(asked(ana, "feeds/proposals/revoke")) == "/en/account"


def test_an_address_opens_its_own_feed_only(client: Client) -> None:
    member(client, "rita", "reviewer", organizations=["tresor"])
    address = address_of(asked(visitor(client, "rita"), "feeds/reviews/renew"))
    assert reader(client).get(address.replace("/reviews/", "/proposals/")).status_code == 404
    for strange in ("x", "%00", "é", "a" * 3000):
        assert reader(client).get(f"/en/feeds/reviews/{strange}").status_code == 404


def test_a_feed_in_two_languages_is_two(client: Client) -> None:
    sponsor(client)
    address = address_of(asked(visitor(client, "ana"), "feeds/proposals/renew"))
    french = address.replace("/en/feeds/proposals/", "/fr/flux/projets/")
    names = {read(client, one).findtext(f"{ATOM}id") for one in (address, french)}
    assert len(names) == 2


def test_two_people_s_feeds_are_two(client: Client) -> None:
    for name in ("ana", "leo"):
        sponsor(client, name)
    addresses = [
        address_of(asked(visitor(client, name), "feeds/proposals/renew")) for name in ("ana", "leo")
    ]
    assert len({read(client, one).findtext(f"{ATOM}id") for one in addresses}) == 2


def test_a_role_that_is_taken_away_closes_the_feed(client: Client) -> None:
    submitted(client, sponsor(client))
    rita = member(client, "rita", "reviewer", organizations=["tresor"])
    address = address_of(asked(visitor(client, "rita"), "feeds/reviews/renew"))
    assert len(entries(client, address)) == 1
    change(client, rita, roles=[])
    closed = reader(client).get(address)
    assert closed.status_code == 404
    assert TITLE not in closed.get_data(as_text=True)
    change(client, rita, roles=["reviewer"])
    assert len(entries(client, address)) == 1


def test_who_leaves_a_body_follows_it_no_more(client: Client) -> None:
    ana = sponsor(client)
    submitted(client, ana)
    address = address_of(asked(visitor(client, "ana"), "feeds/proposals/renew"))
    change(client, ana, organizations=[MONT])
    assert entries(client, address) == []
    change(client, ana, organizations=[])
    assert reader(client).get(address).status_code == 404


def test_an_account_that_is_closed_loses_its_addresses_for_good(client: Client) -> None:
    ana = sponsor(client)
    address = address_of(asked(visitor(client, "ana"), "feeds/proposals/renew"))
    change(client, ana, active=False)
    assert reader(client).get(address).status_code == 404
    change(client, ana, active=True)
    assert reader(client).get(address).status_code == 404


def test_what_one_may_not_follow_is_not_offered(client: Client) -> None:
    sponsor(client)
    ana = visitor(client, "ana")
    assert "To review" not in text_of(ana.get("/en/account"))
    assert asked(ana, "feeds/reviews/renew").status_code == 403
    assert asked(ana, "feeds/gossip/renew").status_code == 404
    member(client, "zoe")
    assert "Feeds by secret address" not in text_of(visitor(client, "zoe").get("/en/account"))


def test_a_closed_catalogue_s_feeds_open_by_their_addresses(client: Client) -> None:
    submitted(client, sponsor(client))
    address = address_of(asked(visitor(client, "ana"), "feeds/proposals/renew"))
    home: Path = client.application.config["SETTINGS"].home
    closed = application(home, closed=True).test_client()
    assert isinstance(closed, Client)
    assert len(entries(closed, address)) == 1


@pytest.mark.parametrize("page", ["/en/proposals", "/en/reviews"])
def test_the_way_to_the_addresses_is_shown_where_they_are_of_use(client: Client, page: str) -> None:
    member(client, "ana", "sponsor", "reviewer", organizations=[LAC])
    shown = visitor(client, "ana").get(page).get_data(as_text=True)
    assert 'href="/en/account#feeds"' in shown
