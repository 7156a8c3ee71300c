from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalogue.domain.person import Role
from catalogue.services import tokens
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.workspace import opened
from tests.services.accounts import joined

from .checking import Client
from .conftest import Site
from .visiting import sign_in, typed_in

WANTED = {"name": "Pipeline", "scopes[]": ["check"], "days": "30"}


@pytest.fixture
def ana(site: Site, home: Path) -> Client:
    """Somebody with an account and no role, signed in."""
    client = site()
    with opened(home) as workspace:
        joined(workspace, "ana")
    sign_in(client, "ana")
    return client


def made(client: Client, **fields: object) -> str:
    """The page that answers the form."""
    page = client.get("/en/account/tokens")
    answer = client.post("/en/account/tokens", data={**typed_in(page), **WANTED, **fields})
    return answer.get_data(as_text=True)


def secrets(page: str) -> list[str]:
    return re.findall(r"cat_[\w-]{43}", page)


def test_a_token_is_made_and_its_secret_shown_once(ana: Client, home: Path) -> None:
    page = ana.get("/en/account/tokens")
    answer = ana.post("/en/account/tokens", data={**typed_in(page), **WANTED})
    [secret] = secrets(answer.get_data(as_text=True))
    assert answer.headers["Cache-Control"] == "no-store"
    with opened(home) as workspace:
        found = tokens.bearer(workspace, secret)
        assert found is not None
        assert [one.value for one in found.scopes] == ["check"]
    again = ana.get("/en/account/tokens").get_data(as_text=True)
    assert "Pipeline" in again
    assert secrets(again) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "What it is for"),
        ({"days": "400"}, "is above 365"),
        ({"days": "soon"}, "Days until it ends"),
        ({"days": ""}, "Days until it ends"),
        ({"scopes[]": [""]}, "What it may do"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    ana: Client, home: Path, fields: dict[str, object], sentence: str
) -> None:
    page = made(ana, **fields)
    assert sentence in page
    assert secrets(page) == []
    assert ("Pipeline" in page) is ("name" not in fields)
    with opened(home) as workspace:
        assert tokens.everybodys(COMMAND_LINE, workspace) == []


def test_ones_own_is_revoked_and_nobody_elses(ana: Client, site: Site, home: Path) -> None:
    [secret] = secrets(made(ana))
    with opened(home) as workspace:
        [held] = tokens.everybodys(COMMAND_LINE, workspace)
        joined(workspace, "leo")
    leo = site()
    sign_in(leo, "leo")
    token = typed_in(leo.get("/en/account/tokens"))["csrf_token"]
    assert leo.post(f"/en/tokens/{held.id}/revoke", data={"csrf_token": token}).status_code == 403
    page = ana.get("/en/account/tokens")
    assert f'action="/en/tokens/{held.id}/revoke"' in page.get_data(as_text=True)
    form = typed_in(page)
    assert ana.post(f"/en/tokens/{held.id}/revoke", data=form).status_code == 303
    assert "Revoked" in ana.get("/en/account/tokens").get_data(as_text=True)
    with opened(home) as workspace:
        assert tokens.bearer(workspace, secret) is None


def test_administrators_see_and_revoke_everybodys(site: Site, home: Path, ana: Client) -> None:
    made(ana)
    with opened(home) as workspace:
        joined(workspace, "root", roles=[Role.administrator])
        [held] = tokens.everybodys(COMMAND_LINE, workspace)
    root = site()
    sign_in(root, "root")
    page = root.get("/fr/jetons")
    assert "Ana" in page.get_data(as_text=True)
    form = {**typed_in(page), "_act": "everybodys"}
    answer = root.post(f"/fr/jetons/{held.id}/revoquer", data=form)
    assert answer.headers["Location"].endswith("/fr/jetons")
    assert "Révoqué" in root.get("/fr/jetons").get_data(as_text=True)


@pytest.mark.parametrize(
    ("address", "words"),
    [("/fr/developpeurs", "Vérifier avant"), ("/en/developers", "Check before")],
)
def test_developers_read_every_operation_and_model(
    client: Client, address: str, words: str
) -> None:
    page = client.get(address).get_data(as_text=True)
    assert words in page
    assert "POST /proposals/{proposal_id}/submissions" in page
    assert 'id="model-Component"' in page
    links = set(re.findall(r'href="#([\w-]+)"', page)) - {"content"}
    assert links <= set(re.findall(r'id="([\w-]+)"', page))
