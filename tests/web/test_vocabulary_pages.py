from __future__ import annotations

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from catalogue.services.workspace import opened
from catalogue.storage import queue

from .checking import Client
from .conftest import Site
from .test_intake_pages import home_of
from .visiting import member, path_of, resend, sign_in, text_of, typed_in

PAIRS = "fr,en,domain\npermis,permit,a\ntabouret,stool,b\n"
ABOVE = "/en/vocabulary/lexicon"


@pytest.fixture
def root(site: Site) -> Client:
    """An administrator."""
    client = site()
    member(client, "root", "administrator")
    sign_in(client, "root")
    return client


def sent(client: Client, text: str, name: str = "list.csv", above: str = ABOVE) -> TestResponse:
    fields = {
        "csrf_token": typed_in(client.get("/en/account"))["csrf_token"],
        "file": (BytesIO(text.encode()), name),
    }
    return client.post(above, data=fields, content_type="multipart/form-data")


def test_many_entries_are_counted_as_the_language_writes_numbers(root: Client) -> None:
    assert re.search(r"\b\d\d,\d{3} entries", text_of(root.get("/en/vocabulary/lexicon")))
    french = root.get("/fr/vocabulaire/lexicon").get_data(as_text=True)
    assert re.search("\\b\\d\\d\u202f\\d{3} entrées", french)


def test_both_lists_are_there_and_can_be_searched(root: Client) -> None:
    said = text_of(root.get("/en/vocabulary"))
    assert "Lexicon" in said
    assert "Thesaurus" in said
    assert "As it comes with the software" in said
    assert "permis de conduire" in text_of(root.get(f"{ABOVE}?q=PERMIS+conduire"))
    assert "No entry has these words" in text_of(root.get(f"{ABOVE}?q=zzzz"))
    assert "Thésaurus" in text_of(root.get("/fr/vocabulaire/thesaurus?q=rendez-vous&page=1"))
    assert root.get("/en/vocabulary/slang").status_code == 404


@pytest.mark.parametrize("name", ["lexicon", "thesaurus"])
def test_what_is_downloaded_can_come_back_and_changes_nothing(root: Client, name: str) -> None:
    answer = root.get(f"/en/vocabulary/{name}/export.csv")
    assert f'filename="{name}.csv"' in answer.headers["Content-Disposition"]
    above = f"/en/vocabulary/{name}"
    page = root.get(path_of(sent(root, answer.get_data(as_text=True), above=above)))
    assert "nothing would change" in text_of(page)


def test_a_list_is_looked_at_replaced_and_reset(root: Client) -> None:
    page = root.get(path_of(sent(root, PAIRS)))
    said = text_of(page)
    assert "More than half of the entries would go" in said
    assert "tabouret = stool" in said
    assert path_of(resend(root, page)) == ABOVE
    held = text_of(root.get(ABOVE))
    assert "2 entries" in held
    assert "This catalogue’s own" in held
    with opened(home_of(root)) as workspace:
        assert queue.depth(workspace.db) == 0
    form = root.get(f"{ABOVE}/reset")
    assert path_of(resend(root, form)) == ABOVE
    assert "As it comes with the software" in text_of(root.get(ABOVE))


def test_what_is_wrong_is_told_with_its_row(root: Client) -> None:
    page = root.get(path_of(sent(root, "fr,en,domain\npermis,,a\n")))
    said = text_of(page)
    assert "row 2, en" in said
    assert "Nothing was stored" in said
    assert "Replace the list" not in said


@pytest.mark.parametrize("text", ["", "fr,en,domain\n", "a,b\n1,2\n"])
def test_what_cannot_be_read_is_told_without_where_it_is_kept(root: Client, text: str) -> None:
    page = root.get(path_of(sent(root, text)))
    assert page.status_code == 422
    said = text_of(page)
    assert "The file" in said
    assert str(home_of(root)) not in said


def test_no_file_and_another_ending_are_told(root: Client) -> None:
    token = typed_in(root.get("/en/account"))["csrf_token"]
    assert "Choose a file first" in text_of(root.post(ABOVE, data={"csrf_token": token}))
    assert "must end with" in text_of(sent(root, PAIRS, "list.doc"))
    page = root.get(path_of(sent(root, PAIRS, "list.json")))
    assert "CSV" in text_of(page)


def test_who_looked_at_another_list_is_told(root: Client) -> None:
    early = root.get(path_of(sent(root, PAIRS)))
    late = root.get(path_of(sent(root, PAIRS.replace("stool", "bench"))))
    resend(root, late)
    refused = resend(root, early)
    assert refused.status_code == 422
    assert "Somebody else revised the list" in text_of(refused)
    assert "bench" in text_of(root.get(ABOVE))
    assert path_of(resend(root, refused)) == ABOVE
    assert "stool" in text_of(root.get(ABOVE))


def test_a_file_is_let_go(root: Client) -> None:
    address = path_of(sent(root, PAIRS))
    token = typed_in(root.get("/en/account"))["csrf_token"]
    assert path_of(root.post(f"{address}/cancel", data={"csrf_token": token})) == ABOVE
    assert root.get(address).status_code == 404
