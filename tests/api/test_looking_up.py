from __future__ import annotations

from catalogue.services.workspace import Workspace

from .calling import Caller
from .conftest import Calling


def test_words_in_either_language_find_with_extracts_and_counts(sample_caller: Caller) -> None:
    found = sample_caller.get("/search?q=rendez-vous&limit=3")
    assert found["items"][0]["component"]["id"] == "rendez-vous-public"
    assert any(piece["marked"] for piece in found["items"][0]["extract"])
    assert found["fresh"] is True
    assert sum(one["count"] for one in found["facets"]["kind"]) == found["total"]


def test_the_next_page_of_a_search_goes_on_where_the_first_ended(sample_caller: Caller) -> None:
    whole = sample_caller.get("/search?q=paiement&limit=6")
    first = sample_caller.get("/search?q=paiement&limit=3")
    second = sample_caller.get(f"/search?q=paiement&limit=3&cursor={first['next']}")
    ids = [one["component"]["id"] for one in (*first["items"], *second["items"])]
    assert ids == [one["component"]["id"] for one in whole["items"]]


def test_slips_are_told(sample_caller: Caller) -> None:
    assert sample_caller.get("/search?q=apointment")["meant"] == "appointment"


def test_a_search_without_words_is_refused(sample_caller: Caller) -> None:
    for query in ("", "?q="):
        found = sample_caller.problem("GET", f"/search{query}", status=400)
        assert found["errors"][0]["pointer"] == "/q"


def test_searches_are_suggested(sample_caller: Caller) -> None:
    assert "Rendez-vous public" in sample_caller.get("/suggest?q=rendez-v")["items"]


def test_public_bodies_and_capabilities_are_listed_and_read(calling: Calling) -> None:
    caller = calling()
    listed = caller.get("/organizations?limit=2")
    assert (listed["total"], [one["id"] for one in listed["items"]]) == (3, ["lac", "mont"])
    assert caller.get("/organizations/mont")["name"] == {"fr": "Ville de Mont"}
    assert caller.problem("GET", "/organizations/nobody", status=404)["code"] == "not_found"
    domain = caller.get("/capabilities?limit=1")["items"][0]
    assert caller.get(f"/capabilities/{domain['id']}") == domain
    inner = caller.get("/capabilities/service/appointments")
    assert inner["parent"] == "service"
    assert caller.problem("GET", "/capabilities/no/such", status=404)["code"] == "not_found"


def test_answers_for_people_are_in_the_language_asked_for(calling: Calling) -> None:
    french = calling()("GET", "/components/nothing", status=404, Accept_Language="fr-CA, en;q=0.5")
    assert french.headers["Content-Language"] == "fr"
    assert "identifiant" in french.get_json(force=True)["detail"]
    assert "Accept-Language" in french.headers["Vary"]


def test_a_closed_catalogue_answers_only_who_has_a_token(
    calling: Calling, house: Workspace
) -> None:
    shut = calling(closed=True)
    for path in ("/components", "/search?q=a", "/suggest?q=ab", "/organizations"):
        assert shut.problem("GET", path, status=401)["code"] == "sign_in_needed"
    told = {"type": "proposal", "title": "A", "description": "B"}
    assert shut.problem("POST", "/check", told, status=401)["code"] == "sign_in_needed"
    calling("ana", closed=True).get("/components")
