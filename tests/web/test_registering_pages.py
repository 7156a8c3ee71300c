from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from catalogue.services.showing import stored_component
from catalogue.services.workspace import opened
from catalogue.storage import audit
from catalogue.web import registering as pages
from catalogue.web.resources import SESSION
from tests.services.conftest import EAGER

from .builders import component
from .checking import Client
from .conftest import Site
from .visiting import form_of, member, path_of, resend, send, sign_in, text_of, typed_in

BODIES = [
    {"type": "organization", "id": "min-c", "name": {"fr": "Ministère C"}},
    {"type": "organization", "id": "min-a", "name": {"fr": "Ministère A", "en": "Ministry A"}},
    {"type": "organization", "id": "min-b", "name": {"fr": "Ministère B", "en": "Ministry B"}},
]
NEW = {"name__fr": "Prêt de matériel", "summary__en": "Lends tools to crews"}
LIKE_BOOKING = {"name__en": "Booking of rooms", "summary__en": "Choose a free time slot"}


@pytest.fixture
def client(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An architect of the first of two public bodies, signed in."""
    monkeypatch.setattr("catalogue.services.corpora.shipped_model", lambda: EAGER)
    client = site(
        *BODIES,
        component(
            "booking",
            owner="min-a",
            verified_on="2016-01-01",
            description={"fr": "Des plages\n- une\n- deux", "en": "Slots"},
            features={"fr": ["Rappels"], "en": ["Reminders", "Waiting list"]},
            contacts=[{"name": "Team", "email": "team@a.example"}],
            used_by=[{"organization": "min-b", "since": "2015-02-03"}],
            relations=[{"type": "depends_on", "target": "ploughs"}],
            onboarding={"lead_time_days": 10, "how": {"en": "Write to us."}},
            eligibility=["ministry", "crown"],
            links={"website": "https://booking.example/"},
        ),
        component("ploughs", name={"en": "Snow ploughs"}, summary={"en": "Ploughs"}, owner="min-b"),
    )
    member(client, "ana", "architect", organizations=["min-a"])
    sign_in(client, "ana")
    return client


def now_as(client: Client, name: str, *roles: str, **fields: Any) -> None:
    """Somebody else sits down at the same machine."""
    member(client, name, *roles, **fields)
    client.delete_cookie(SESSION)
    sign_in(client, name)


def stored(client: Client, component_id: str) -> Any:
    with opened(client.application.config["SETTINGS"].home) as workspace:
        return stored_component(workspace, component_id)


@pytest.fixture
def log(home: Path) -> Any:
    def entries(subject: str) -> list[tuple[str, dict[str, Any]]]:
        with opened(home) as workspace:
            return [
                (one.action, one.details) for one in audit.entries(workspace.db, subject=subject)
            ]

    return entries


def test_a_component_is_registered_once_however_often_the_button_is_pressed(
    client: Client,
) -> None:
    page = client.get("/fr/composantes/ajouter")
    for _ in range(2):
        assert path_of(resend(client, page, **NEW)) == "/fr/composantes/pret-de-materiel"
    shown = text_of(client.get("/fr/composantes/pret-de-materiel"))
    assert "La composante est inscrite." in shown
    assert "Ministère A" in shown
    assert "Ana" in shown
    assert client.get("/fr/composantes/pret-de-materiel-2").status_code == 404


def test_every_field_is_typed_and_told(client: Client) -> None:
    page = client.get("/en/components/add")
    for group in ("contacts", "relations", "used_by", "capabilities"):
        page = resend(client, page, f"add {group}")
        assert page.status_code == 200
    answer = resend(
        client,
        page,
        **NEW,
        name__en="Tool lending",
        kind="platform",
        description__en="- one\n- two",
        **{
            "features.fr[]": "Un\n\nDeux",
            "keywords.en[]": "loan",
            "acronyms[]": "TL",
            "aliases[]": "Old name",
            "capabilities-1": "service/appointments",
            "contacts-1.name": "Desk",
            "contacts-1.phone": "555-0100",
            "eligibility[]": ["", "health"],
            "relations-1.type": "similar_to",
            "relations-1.target": "snow ploughs",
            "used_by-0.organization": "Ministry B",
            "used_by-0.since": "2017-01-01",
            "standards[]": "ISO 1",
        },
        lifecycle="pilot",
        onboarding__how__fr="Écrivez-nous.",
        onboarding__lead_time_days="5",
        onboarding__tariff__en="Free",
        onboarding__hosting="hybrid",
        links__source="https://code.example/",
        licence="MIT",
    )
    assert path_of(answer) == "/en/components/pret-de-materiel"
    made = stored(client, "pret-de-materiel")
    assert made.features.fr == ("Un", "Deux")
    assert made.capabilities == ("service/appointments",)
    assert (made.contacts[0].name, made.contacts[0].phone) == ("Desk", "555-0100")
    assert made.relations[0].target == "ploughs"
    assert made.used_by[0].organization == "min-b"
    assert [one.value for one in made.eligibility] == ["health"]
    assert made.onboarding.lead_time_days == 5
    assert (made.licence, made.standards, made.acronyms) == ("MIT", ("ISO 1",), ("TL",))
    assert made.verified_on is not None


def test_a_form_that_is_sent_unchanged_changes_nothing(client: Client) -> None:
    before = stored(client, "booking")
    for page in ("/en/components/booking/edit", "/fr/composantes/booking/modifier"):
        assert send(client, page).status_code == 303
        client.get(page.rpartition("/")[0])
    assert stored(client, "booking") == before
    assert "Revision 2" not in text_of(client.get("/en/components/booking/history"))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/en/components/add", ["Name: this field is required", "Website: is not a full web"]),
        ("/fr/composantes/ajouter", ["Nom\u00a0: ce champ est", "Site Web\u00a0: n’est pas"]),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, page: str, said: list[str]
) -> None:
    fields = {"summary__en": "Lends", "links__website": "www", "contacts-0.email": "x@y.example"}
    answer = send(client, page, **fields)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert all(one.replace("\u00a0", " ") in text.replace("\u00a0", " ") for one in said)
    held = typed_in(answer)
    assert held["summary.en"].strip() == "Lends"
    assert held["contacts-0.email"] == "x@y.example"
    assert path_of(resend(client, answer, **NEW, **{"links__website": "", "contacts-0.email": ""}))


def asked(client: Client, page: str = "/en/components/add") -> TestResponse:
    answer = send(client, page, **LIKE_BOOKING)
    assert answer.status_code == 200
    assert typed_in(answer)["alike-0.id"] == "booking"
    assert client.get("/en/components/booking-of-rooms").status_code == 404
    return answer


def test_what_is_alike_is_shown_before_anything_is_stored(client: Client) -> None:
    said = text_of(asked(client))
    assert "Is it registered already?" in said
    assert "Both speak of" in said or "Both are called" in said
    french = text_of(asked(client, "/fr/composantes/ajouter"))
    assert "Est-elle déjà inscrite" in french


def test_the_same_one_leads_to_what_is_registered(client: Client) -> None:
    answer = resend(client, asked(client), **{"alike-0.answer": "same"})
    assert path_of(answer) == "/en/components/booking"
    assert "Nothing was registered" in text_of(client.get("/en/components/booking"))
    assert client.get("/en/components/booking-of-rooms").status_code == 404


def test_a_variant_is_linked(client: Client) -> None:
    answer = resend(client, asked(client), **{"alike-0.answer": "variant"})
    assert path_of(answer) == "/en/components/booking-of-rooms"
    made = stored(client, "booking-of-rooms")
    assert [(tie.type.value, tie.target) for tie in made.relations] == [("variant_of", "booking")]
    assert "Has the variant" in text_of(client.get("/en/components/booking"))


def test_a_difference_needs_a_reason_which_is_kept(client: Client, log: Any) -> None:
    refused = resend(client, asked(client), **{"alike-0.answer": "different"})
    assert refused.status_code == 422
    assert "Why it is different from “Booking booking”: this field is required" in text_of(refused)
    answer = resend(client, refused, **{"alike-0.because": " Rooms only. "})
    assert path_of(answer) == "/en/components/booking-of-rooms"
    kept = {"component": "booking", "because": "Rooms only."}
    assert log("component/booking-of-rooms")[-1] == ("told_apart", kept)


def test_no_answer_and_an_endless_reason_are_refused(client: Client) -> None:
    page = asked(client)
    assert resend(client, page).status_code == 422
    many = {"alike-0.answer": "different", "alike-0.because": "x" * 2001}
    answer = resend(client, page, **many)
    assert answer.status_code == 422
    assert "at most 2000 characters" in text_of(answer)


def test_answers_survive_a_row_that_is_added(client: Client) -> None:
    page = resend(client, asked(client), "add contacts", **{"alike-0.answer": "variant"})
    assert typed_in(page)["alike-0.answer"] == "variant"
    assert path_of(resend(client, page)) == "/en/components/booking-of-rooms"


def test_answers_about_what_is_not_alike_count_for_nothing(client: Client) -> None:
    fields = {"alike-0.id": "min/../x", "alike-0.answer": "variant", "alike-7": "text"}
    answer = send(client, "/en/components/add", **NEW, **fields)
    assert path_of(answer) == "/en/components/pret-de-materiel"
    assert stored(client, "pret-de-materiel").relations == ()


def test_a_check_that_could_not_run_registers_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise pages.CheckCouldNotRun(why="behind")

    page = asked(client)
    with monkeypatch.context() as failing:
        failing.setattr(pages, "likely_same", broken)
        answer = resend(
            client, page, **{"alike-0.answer": "different", "alike-0.because": "Rooms."}
        )
    assert answer.status_code == 422
    assert "One thing is to be corrected" in text_of(answer)
    assert typed_in(answer)["name.en"] == "Booking of rooms"
    assert client.get("/en/components/booking-of-rooms").status_code == 404
    assert path_of(resend(client, answer)) == "/en/components/booking-of-rooms"


def test_a_forged_answer_breaks_nothing(client: Client) -> None:
    for forged in ({"alike-0.answer": "same"}, {"alike-0.id": "", "alike-0.answer": "same"}):
        answer = send(client, "/en/components/add", licence="MIT", **forged)
        assert answer.status_code == 422


def test_who_is_overtaken_sees_both_and_overwrites_nothing(client: Client) -> None:
    page = client.get("/en/components/booking/edit")
    assert resend(client, page, licence="MIT").status_code == 303
    second = resend(client, page, licence="EUPL-1.2")
    assert second.status_code == 422
    assert "Stored now: MIT" in text_of(second)
    assert stored(client, "booking").licence == "MIT"
    assert resend(client, second).status_code == 303
    assert stored(client, "booking").licence == "EUPL-1.2"


def test_saving_confirms_where_that_is_ticked(client: Client) -> None:
    page = "/en/components/booking/edit"
    send(client, page, licence="MIT")
    assert stored(client, "booking").verified_on.year == 2016
    send(client, page, still_true="1")
    assert stored(client, "booking").verified_on.year >= 2026
    assert stored(client, "booking").verified_by == "Ana"
    send(client, page, still_true="1", verified_by="Booking team")
    assert stored(client, "booking").verified_by == "Booking team"
    assert "Booking team" in text_of(client.get("/en/components/booking"))
    send(client, page, verified_by="Nobody at all")
    assert stored(client, "booking").verified_by == "Booking team"


def test_rows_are_removed_for_good(client: Client) -> None:
    page = resend(client, client.get("/en/components/booking/edit"), "remove contacts-0")
    assert resend(client, page).status_code == 303
    assert stored(client, "booking").contacts == ()


@pytest.mark.parametrize(
    ("page", "act", "leads"),
    [
        ("/en/components/booking", None, "/en/components/booking"),
        ("/fr/mes-composantes", "overview", "/fr/mes-composantes"),
    ],
)
def test_one_button_confirms(client: Client, page: str, act: str | None, leads: str) -> None:
    opened_page = client.get(page)
    button = form_of(opened_page)
    assert str(button.get("action")).endswith(("/booking/confirm", "/booking/confirmer"))
    assert path_of(resend(client, opened_page, act)) == leads
    day = stored(client, "booking").verified_on
    assert abs((day - datetime.now(timezone.utc).date()).days) <= 1


def test_what_changed_since_it_was_read_is_not_confirmed(client: Client) -> None:
    page = client.get("/en/components/booking")
    send(client, "/en/components/booking/edit", licence="MIT")
    assert resend(client, page).status_code == 409
    assert stored(client, "booking").verified_on.year == 2016


def test_a_component_retires_with_a_successor(client: Client) -> None:
    page = client.get("/en/components/booking/retire")
    assert "One public body uses it." in text_of(page)
    refused = resend(client, page, replaced_by="nothing")
    assert refused.status_code == 422
    assert "Its successor: “nothing” does not exist" in text_of(refused)
    itself = resend(client, refused, replaced_by="booking")
    assert "a component cannot replace itself" in text_of(itself)
    answer = resend(client, itself, replaced_by="snow ploughs")
    assert path_of(answer) == "/en/components/booking"
    said = text_of(client.get("/en/components/booking"))
    assert "This component is retired. Its successor: Snow ploughs" in said
    assert "Retire this component" not in said


def test_nothing_gives_way_to_itself(client: Client) -> None:
    now_as(client, "root", "administrator")
    send(client, "/fr/composantes/ploughs/modifier", replaced_by="booking", lifecycle="deprecated")
    answer = send(client, "/fr/composantes/booking/retirer", replaced_by="ploughs")
    assert answer.status_code == 422
    assert "par celle-ci" in text_of(answer)


def test_a_retirement_that_was_overtaken_is_refused(client: Client) -> None:
    page = client.get("/en/components/booking/retire")
    send(client, "/en/components/booking/edit", licence="MIT")
    assert resend(client, page).status_code == 422
    assert stored(client, "booking").lifecycle.value == "available"


def test_another_bodys_component_is_not_theirs_to_touch(client: Client) -> None:
    said = client.get("/en/components/ploughs").get_data(as_text=True)
    assert "Still true today" not in said
    assert "/ploughs/edit" not in said
    assert client.get("/en/components/ploughs/edit").status_code == 403
    assert client.get("/en/components/ploughs/retire").status_code == 403
    token = typed_in(client.get("/en/account"))["csrf_token"]
    for verb in ("edit", "confirm", "retire"):
        answer = client.post(f"/en/components/ploughs/{verb}", data={"csrf_token": token})
        assert answer.status_code == 403
    sly = send(client, "/en/components/add", **NEW, owner="min-b")
    assert sly.status_code == 403
    sly = send(client, "/en/components/booking/edit", owner="Ministry B")
    assert sly.status_code == 403
    assert stored(client, "booking").owner == "min-a"


def test_an_administrator_names_any_body(client: Client) -> None:
    now_as(client, "root", "administrator")
    page = client.get("/en/components/ploughs/edit")
    assert typed_in(page)["owner"] == "Ministry B"
    assert resend(client, page, owner="Ministry A").status_code == 303
    assert stored(client, "ploughs").owner == "min-a"


def test_the_overview_lists_ones_own_and_what_waits(client: Client) -> None:
    said = text_of(client.get("/en/my-components"))
    assert "One component has not been confirmed for a year." in said
    assert "Booking booking" in said
    assert "Snow ploughs" not in said
    send(client, "/en/components/booking/edit", still_true="1")
    assert "All of them were confirmed within a year." in text_of(client.get("/en/my-components"))
    assert "Nothing waits to be confirmed." in text_of(client.get("/en/my-components?due=1"))
    assert "Import a file" in said


def test_an_architect_without_components_is_shown_where_to_begin(client: Client) -> None:
    now_as(client, "new", "architect", organizations=["min-c"])
    said = text_of(client.get("/en/my-components"))
    assert "Your public bodies have not registered any component yet." in said
    now_as(client, "lone", "architect")
    assert client.get("/en/my-components").status_code == 403
    assert client.get("/en/components/add").status_code == 403


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/en/components/nothing/edit").status_code == 404
    assert client.get("/fr/composantes/nothing/retirer").status_code == 404
