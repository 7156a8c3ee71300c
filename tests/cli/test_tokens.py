from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalogue.domain.token import Scope
from catalogue.services import tokens
from catalogue.services.workspace import opened

from .conftest import Run

EMAIL = "pipeline@ministry.example"


@pytest.fixture
def served(run: Run, home: Path) -> Path:
    """An instance with an account for software."""
    assert run("user", "service", EMAIL, "--role", "architect", home=home).exit_code == 0
    return home


def made(run: Run, home: Path, *options: str) -> str:
    """The secret of a new token, which alone is on standard output."""
    result = run("token", "make", EMAIL, "--name", "Pull requests", *options, home=home)
    assert result.exit_code == 0, result.stderr
    assert "shown this once" in result.stderr
    return result.stdout.strip()


def test_a_token_is_made_used_listed_and_revoked(run: Run, served: Path) -> None:
    secret = made(run, served, "--scope", "check", "--days", "7")
    with opened(served) as workspace:
        found = tokens.bearer(workspace, secret)
        assert found is not None
        assert found.scopes == {Scope.check}
    listed = json.loads(run("token", "list", EMAIL, "--json", home=served).stdout)
    assert [(one["name"], one["scopes"], one["revoked_at"]) for one in listed] == [
        ("Pull requests", ["check"], None)
    ]
    assert listed[0]["used_at"]
    assert secret not in json.dumps(listed)
    assert run("token", "revoke", "1", home=served).exit_code == 0
    with opened(served) as workspace:
        assert tokens.bearer(workspace, secret) is None
    assert "revoked" in run("token", "list", home=served).stdout


def test_by_itself_it_reads_and_checks(run: Run, served: Path) -> None:
    secret = made(run, served)
    with opened(served) as workspace:
        found = tokens.bearer(workspace, secret)
    assert found is not None
    assert found.scopes == {Scope.read, Scope.check}


def test_french_is_spoken(run: Run, served: Path) -> None:
    made(run, served)
    told = run("token", "list", home=served, lang="fr").stdout
    assert "jusqu’au" in told
    assert "jamais" in told
    assert "ne vaut plus" in run("token", "revoke", "1", home=served, lang="fr").stdout
    other = run("user", "service", "x@y.example", home=served, lang="fr").stdout
    assert "token make x@y.example" in other


def test_nobody_can_sign_in_to_an_account_for_software(run: Run, served: Path) -> None:
    told = json.loads(run("user", "list", "--json", home=served).stdout)
    [account] = [one for one in told if one["email"] == EMAIL]
    assert account["has_password"] is False


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("make", "nobody@a.example", "--name", "x"), 1),
        (("make", EMAIL, "--name", " "), 2),
        (("make", EMAIL, "--name", "x", "--days", "0"), 2),
        (("make", EMAIL, "--name", "x", "--scope", "all"), 2),
        (("make", EMAIL), 2),
        (("revoke", "99"), 1),
    ],
)
def test_what_cannot_be_is_told(
    run: Run, served: Path, arguments: tuple[str, ...], status: int
) -> None:
    result = run("token", *arguments, home=served)
    assert result.exit_code == status, result.output
    assert result.stderr.strip()
    assert "Traceback" not in result.output
