from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from catalogue.services import uploads
from catalogue.services.workspace import opened
from catalogue.storage import records

from .builders import component
from .checking import Client
from .conftest import Site
from .visiting import member, path_of, resend, sign_in, text_of, typed_in

BODIES = [
    {"type": "organization", "id": one, "name": {"fr": f"Ville de {one}", "en": f"City of {one}"}}
    for one in ("lac", "mont")
]
OURS = component("ferries", name={"en": "Ferry tickets"}, owner="lac")


@pytest.fixture
def ines(site: Site) -> Client:
    """An architect of the city of lac."""
    client = site(*BODIES, component("booking", owner="mont"), component("pool", owner="lac"))
    member(client, "ines", "architect", organizations=["lac"])
    sign_in(client, "ines")
    return client


def sent(client: Client, *lines: object, name: str = "file.jsonl") -> TestResponse:
    content = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
    return sent_bytes(client, content.encode(), name)


def sent_bytes(client: Client, content: bytes, name: str) -> TestResponse:
    token = typed_in(client.get("/en/import"))["csrf_token"]
    fields = {"csrf_token": token, "file": (BytesIO(content), name)}
    return client.post("/en/import", data=fields, content_type="multipart/form-data")


def ids(client: Client) -> list[str]:
    with opened(home_of(client)) as workspace:
        return records.ids(workspace.db, "component")


def home_of(client: Client) -> Path:
    home: Path = client.application.config["SETTINGS"].home
    return home


def test_a_file_is_looked_at_before_anything_is_stored(ines: Client) -> None:
    address = path_of(sent(ines, OURS, component("pool", owner="lac", acronyms=["POOL"])))
    page = ines.get(address)
    said = text_of(page)
    assert 'href="/en/my-components" aria-current="page"' in page.get_data(as_text=True)
    for words in ("1 new", "1 changed", "Ferry tickets", "Updates the one that is registered"):
        assert words in said
    assert "ferries" not in ids(ines)
    assert path_of(resend(ines, page)) == "/en/my-components"
    assert "2 components are taken in" in text_of(ines.get("/en/my-components"))
    assert "ferries" in ids(ines)
    assert list((home_of(ines) / uploads.FOLDER).iterdir()) == []


def test_what_is_wrong_is_named_as_people_know_it_beside_what_the_file_says(ines: Client) -> None:
    address = path_of(sent(ines, {**OURS, "lifecycle": "dispo"}))
    said = text_of(ines.get(address.replace("/en/import", "/fr/importation")))
    assert "Ligne 1, Cycle de vie (lifecycle) : « dispo » n’est pas une valeur connue" in said
    assert "available (Offerte)" in said
    assert "Lifecycle: “dispo” is not a known value" in text_of(ines.get(address))


def test_pressing_twice_takes_in_once(ines: Client) -> None:
    page = ines.get(path_of(sent(ines, OURS)))
    first, second = resend(ines, page), resend(ines, page)
    assert path_of(first) == path_of(second) == "/en/my-components"


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (component("booking", owner="lac"), "another public body’s component"),
        (component("theirs", owner="mont"), "is not one of your public bodies"),
        (component("nobodys"), "is not one of your public bodies"),
        ({**BODIES[0], "id": "new-city"}, "only administrators can bring"),
        ({"type": "component", "id": "x", "owner": "lac"}, "Name: this field is required"),
        ("{not json", "Line 2"),
    ],
)
def test_what_may_not_come_keeps_the_file_out(ines: Client, record: object, words: str) -> None:
    page = ines.get(path_of(sent(ines, OURS, record)))
    said = text_of(page)
    assert words in said
    assert "Nothing was stored" in said
    assert "Take it in" not in said
    assert "ferries" not in ids(ines)


def test_it_is_said_in_french_too(ines: Client) -> None:
    address = path_of(sent(ines, component("theirs", owner="mont")))
    french = ines.get(address.replace("/en/import", "/fr/importation"))
    assert "n’est pas un de vos organismes publics" in text_of(french)
    assert "Importer des composantes" in text_of(ines.get("/fr/importation"))


def test_an_administrator_brings_everything(ines: Client) -> None:
    root = ines.application.test_client()
    assert isinstance(root, Client)
    member(root, "root", "administrator")
    sign_in(root, "root")
    page = root.get(path_of(sent(root, component("booking", owner="mont", acronyms=["B"]))))
    assert "1 changed" in text_of(page)
    assert resend(root, page).status_code == 303


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "", "Choose a file first"),
        (b"MZ", "virus.exe", "must end with"),
        (b"", "empty.csv", ""),
        (b"\x00\xff\xfe", "binary.jsonl", ""),
        (b"PK\x03\x04not a zip", "broken.xlsx", "whatever its name says. Save it"),
        (b"a: &a [*a, *a]\n", "bomb.yml", ""),
    ],
)
def test_files_that_cannot_be_read(ines: Client, content: bytes, name: str, words: str) -> None:
    answer = sent_bytes(ines, content, name)
    if answer.status_code == 303:
        answer = ines.get(path_of(answer))
        assert "Take it in" not in text_of(answer)
    assert answer.status_code in (200, 422)
    assert words in text_of(answer)


def test_a_file_is_nobody_elses_and_is_let_go(ines: Client) -> None:
    address = path_of(sent(ines, OURS))
    other = ines.application.test_client()
    assert isinstance(other, Client)
    member(other, "omar", "architect", organizations=["mont"])
    sign_in(other, "omar")
    assert other.get(address).status_code == 404
    assert ines.get("/en/import/../../secret.key").status_code == 404
    token = typed_in(ines.get("/en/account"))["csrf_token"]
    gone = ines.post(f"{address}/cancel", data={"csrf_token": token})
    assert path_of(gone) == "/en/import"
    assert ines.get(address).status_code == 404


def test_old_files_are_forgotten(ines: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = path_of(sent(ines, OURS))
    monkeypatch.setattr(uploads, "KEPT_SECONDS", -1)
    sent(ines, OURS)
    assert ines.get(address).status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_can_be_filled_in(ines: Client, ending: str) -> None:
    answer = ines.get(f"/fr/importation/gabarit.{ending}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(answer.get_data()) > 100


def test_markup_in_a_file_stays_text(ines: Client) -> None:
    page = ines.get(path_of(sent(ines, {**OURS, "name": {"en": "<script>alert(1)</script>"}})))
    assert "<script>alert" not in page.get_data(as_text=True)


def edited_meanwhile(client: Client) -> None:
    """Somebody changes the pool's summary on its page, after a file brought it."""
    form = client.get("/en/components/pool/edit")
    assert resend(client, form, summary__en="Swimming lessons").status_code == 303


def pool(client: Client) -> str:
    with opened(home_of(client)) as workspace:
        summary = records.get(workspace.db, "component", "pool").record.summary
        return summary.en or "" if summary else ""


@pytest.mark.parametrize(("ticked", "kept"), [(False, "Swimming lessons"), (True, "From the file")])
def test_what_people_changed_is_shown_and_stays_unless_ticked(
    ines: Client, ticked: bool, kept: str
) -> None:
    edited_meanwhile(ines)
    again = component("pool", owner="lac", summary={"en": "From the file"})
    page = ines.get(path_of(sent(ines, again)))
    said = text_of(page)
    assert "One record was changed here since" in said
    assert "Swimming" in said
    mark = "component/pool@2"
    resend(ines, page, **({"theirs[]": mark} if ticked else {}))
    assert pool(ines) == kept
    told = "as it is here" in text_of(ines.get("/en/my-components"))
    assert told is not ticked


def test_what_was_ticked_survives_a_look_that_took_too_long(ines: Client) -> None:
    edited_meanwhile(ines)
    again = component("pool", owner="lac", summary={"en": "From the file"})
    page = ines.get(path_of(sent(ines, again)))
    late = resend(ines, page, **{"theirs[]": "component/pool@2", "csrf_token": "old"})
    assert "Nothing was stored" in text_of(late)
    assert pool(ines) == "Swimming lessons"
    resend(ines, late)
    assert pool(ines) == "From the file"


def test_one_sees_what_resembles_before_one_takes_it_in(ines: Client) -> None:
    said = text_of(ines.get(path_of(sent(ines, OURS))))
    assert said.index("What exists already and resembles it") < said.index("Take it in")


def test_what_changes_again_after_the_look_is_not_overruled(ines: Client) -> None:
    edited_meanwhile(ines)
    again = component("pool", owner="lac", summary={"en": "From the file"})
    page = ines.get(path_of(sent(ines, again)))
    form = ines.get("/en/components/pool/edit")
    resend(ines, form, summary__en="Lessons for all")
    resend(ines, page, **{"theirs[]": "component/pool@2"})
    assert pool(ines) == "Lessons for all"


def test_public_bodies_are_counted_too(ines: Client) -> None:
    root = ines.application.test_client()
    assert isinstance(root, Client)
    member(root, "root", "administrator")
    sign_in(root, "root")
    page = root.get(path_of(sent(root, {**BODIES[0], "id": "new-city"})))
    assert "Public body: 1 new" in text_of(page)


def test_what_of_another_s_file_cannot_be_taken_in_is_told_and_the_rest_comes_in(
    ines: Client,
) -> None:
    entity = (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: %s}\n"
        "spec: {type: service, lifecycle: production, owner: %s}\n---\n"
    )
    described = entity.replace("}\n", ", description: Sells tickets for the ferry.}\n", 1)
    text = entity % ("mute", "lac") + described % ("ferries", "lac") + described % ("x", "mont")
    page = ines.get(path_of(sent_bytes(ines, text.encode(), "catalog-info.yaml")))
    said = text_of(page)
    assert "What cannot be taken in" in said
    assert "Line 3, metadata: nothing says what it does" in said
    assert "is not one of your public bodies" in said
    resend(ines, page)
    assert "ferries" in ids(ines)
    assert not {"mute", "x"} & set(ids(ines))
