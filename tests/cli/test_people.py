from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from services.accounts import HERE, OTHER_PHRASE, PHRASE
from services.builders import stored
from services.mail_server import listening

from catalogue.cli import people as commands
from catalogue.cli.main import main
from catalogue.services.links import choose_password
from catalogue.services.signing_in import SignInRefused, sign_in
from catalogue.services.workspace import opened
from catalogue.storage import audit

from .conftest import Run

EMAIL = "ana.tremblay@health.example"
LINK = re.compile(r"(https?://[^/]+)/(fr/mot-de-passe|en/password)/(\S+)")


@pytest.fixture
def bodies(home: Path) -> Path:
    with opened(home) as workspace:
        body = {"type": "organization", "id": "health", "name": {"en": "Health"}}
        stored(workspace, {**body, "acronym": {"fr": "MSSS"}})
    return home


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody types, where they think that it is hidden."""
    typed: list[str] = []

    def prompt(text: str, hide_input: bool, prompt_suffix: str) -> str:
        assert hide_input
        assert text.endswith(":")
        return typed.pop(0)

    monkeypatch.setattr(commands, "_at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    return typed


def piped(home: Path, text: str, *arguments: str) -> Any:
    return CliRunner().invoke(main, ["--home", str(home), *arguments], input=text)


def token(printed: str) -> str:
    found = LINK.fullmatch(printed.strip())
    assert found
    return found.group(3)


def listed(run: Run, home: Path) -> dict[str, Any]:
    result = run("user", "list", "--json", home=home)
    assert result.exit_code == 0
    return {one["email"]: one for one in json.loads(result.stdout)}


def let_in(home: Path, email: str, password: str) -> bool:
    with opened(home) as workspace:
        try:
            sign_in(workspace, email, password, HERE)
        except SignInRefused:
            return False
        return True


@pytest.mark.parametrize("name", sorted(commands.user.commands))
def test_every_command_has_help_with_an_example_that_exists(run: Run, name: str) -> None:
    result = run("user", name, "--help")
    assert result.exit_code == 0
    example = result.stdout.split("Example:")[1].split("Options:")[0]
    assert f"catalogue user {name}" in example
    command = commands.user.commands[name]
    known = {text for parameter in command.params for text in parameter.opts}
    assert {word for word in example.split() if word.startswith("--")} <= known


def test_who_is_invited_chooses_a_password(run: Run, bodies: Path) -> None:
    result = run(
        *("user", "invite", EMAIL.upper(), "--role", "sponsor", "--role", "architect"),
        *("--organization", "msss", "--lang", "fr", "--base-url", "https://c.example/"),
        home=bodies,
    )
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("https://c.example/fr/mot-de-passe/")
    assert "Give it to nobody else" in result.stderr
    assert "--base-url" not in result.stderr
    person = listed(run, bodies)[EMAIL]
    assert (person["name"], person["language"]) == ("Ana Tremblay", "fr")
    assert (person["roles"], person["organizations"]) == (["architect", "sponsor"], ["health"])
    assert not person["has_password"]
    with opened(bodies) as workspace:
        choose_password(workspace, token(result.stdout), PHRASE)
    assert let_in(bodies, EMAIL, PHRASE)
    assert listed(run, bodies)[EMAIL]["has_password"]


def test_without_an_address_the_link_leads_here(run: Run, home: Path) -> None:
    result = run("user", "invite", EMAIL, "--lang", "en", home=home)
    assert result.stdout.startswith("http://127.0.0.1:8000/en/password/")
    assert "--base-url" in result.stderr


def test_a_password_can_be_piped(run: Run, home: Path) -> None:
    result = piped(home, f"{PHRASE}\r\n", "user", "add", EMAIL, "--name", "A", "--password-stdin")
    assert result.exit_code == 0
    assert result.stdout == f"The account of {EMAIL} is open.\n"
    assert let_in(home, EMAIL, PHRASE)
    refused = piped(home, "Password2018!\n", "user", "add", "b@a.example", "--password-stdin")
    assert refused.exit_code == 2
    assert "password: too easy to guess" in refused.stderr
    assert "Password2018" not in refused.output
    assert list(listed(run, home)) == [EMAIL]


def test_a_password_is_typed_twice(run: Run, home: Path, typing: list[str]) -> None:
    typing += [PHRASE, OTHER_PHRASE, OTHER_PHRASE, OTHER_PHRASE]
    result = run("user", "add", EMAIL, home=home)
    assert result.exit_code == 0
    assert "The two passwords differ" in result.stderr
    assert let_in(home, EMAIL, OTHER_PHRASE)


def test_a_password_needs_somebody_to_type_it(run: Run, home: Path) -> None:
    result = run("user", "add", EMAIL, home=home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--password-stdin" in result.stderr
    assert listed(run, home) == {}


def test_roles_and_public_bodies_come_and_go(run: Run, bodies: Path) -> None:
    run("user", "invite", EMAIL, "--role", "sponsor", home=bodies)
    result = run(
        *("user", "roles", EMAIL, "--add", "reviewer", "--remove", "sponsor", "--join", "MSSS"),
        home=bodies,
    )
    assert result.stdout == (
        f"Ana Tremblay <{EMAIL}>\n    Reviewer · health · Invitation not answered\n"
    )
    for wrong, told in (
        (("--join", "MTQ"), "“MTQ” does not exist"),
        (("--leave", "msss"), f"{EMAIL} does not belong to “msss”"),
    ):
        refused = run("user", "roles", EMAIL, *wrong, home=bodies)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert told in refused.stderr
    gone = run("user", "roles", EMAIL, "--leave", "health", "--remove", "reviewer", home=bodies)
    assert "No role" in gone.stdout
    assert "health" not in gone.stdout.splitlines()[1]
    assert run("user", "roles", EMAIL, "--add", "king", home=bodies).exit_code == 2


def test_an_account_is_closed_and_opened_again(run: Run, home: Path) -> None:
    piped(home, PHRASE, "user", "add", EMAIL, "--password-stdin")
    assert "signed out everywhere" in run("user", "deactivate", EMAIL, home=home).stdout
    assert not let_in(home, EMAIL, PHRASE)
    assert "Account deactivated" in run("user", "list", home=home).stdout
    refused = run("user", "reset-link", EMAIL, home=home)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "deactivated" in refused.stderr
    assert run("user", "deactivate", "--undo", EMAIL, home=home).exit_code == 0
    assert let_in(home, EMAIL, PHRASE)


def test_the_last_administrator_stays(run: Run, home: Path) -> None:
    run("user", "invite", EMAIL, "--role", "administrator", home=home)
    for arguments in (("deactivate", EMAIL), ("roles", EMAIL, "--remove", "administrator")):
        result = run("user", *arguments, home=home, lang="fr")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "Ana Tremblay est la dernière personne à administrer" in result.stderr


def test_a_lost_password_gets_a_link(run: Run, home: Path) -> None:
    piped(home, PHRASE, "user", "add", EMAIL, "--password-stdin")
    result = run("user", "reset-link", EMAIL, home=home)
    assert "good for one hour" in result.stderr
    with opened(home) as workspace:
        choose_password(workspace, token(result.stdout), OTHER_PHRASE)
    assert let_in(home, EMAIL, OTHER_PHRASE)
    nobody = run("user", "reset-link", "nobody@a.example", home=home)
    assert (nobody.exit_code, nobody.stdout) == (1, "")
    assert "No account has the address nobody@a.example" in nobody.stderr


def test_a_link_is_mailed_where_a_mail_server_is_known(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening() as server:
        monkeypatch.setenv("CATALOGUE_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CATALOGUE_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CATALOGUE_SMTP_SECURITY", "none")
        refused = run("user", "invite", EMAIL, home=home)
        assert refused.exit_code == 2
        assert "--base-url" in refused.stderr
        assert listed(run, home) == {}
        monkeypatch.setenv("CATALOGUE_BASE_URL", "https://c.example")
        result = run("user", "invite", EMAIL, "--lang", "fr", home=home)
        assert result.stdout == f"The link was mailed to {EMAIL}.\n"
        printed = run("user", "reset-link", EMAIL, "--print", home=home)
    [letter] = server.letters
    assert letter["To"] == EMAIL
    assert letter["Subject"].startswith("Votre compte")
    [mailed] = LINK.finditer(letter.get_content())
    assert mailed.group(1) == "https://c.example"
    with opened(home) as workspace:
        choose_password(workspace, mailed.group(3), PHRASE)
    assert token(printed.stdout)


def test_a_mail_that_fails_leaves_the_link_to_hand_over(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(refusing=True) as server:
        monkeypatch.setenv("CATALOGUE_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CATALOGUE_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CATALOGUE_SMTP_SECURITY", "none")
        result = run("user", "invite", EMAIL, "--base-url", "https://c.example", home=home)
    assert result.exit_code == 1
    assert "127.0.0.1 did not take the message" in result.stderr
    assert token(result.stdout)
    monkeypatch.setenv("CATALOGUE_SMTP_PORT", "mail")
    wrong = run("user", "reset-link", EMAIL, "--base-url", "https://c.example", home=home)
    assert wrong.exit_code == 2
    assert "CATALOGUE_SMTP_PORT" in wrong.stderr


@pytest.mark.parametrize("wrong", ["c.example", "ftp://c.example", ""])
def test_a_base_that_is_no_web_address_is_told(run: Run, home: Path, wrong: str) -> None:
    result = run("user", "invite", EMAIL, "--base-url", wrong, home=home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not a full web address" in result.stderr
    assert listed(run, home) == {}


def test_a_new_catalogue_gets_its_first_administrator(
    run: Run, tmp_path: Path, no_encoder: None
) -> None:
    home = tmp_path / "new"
    result = run("init", "--admin", EMAIL, home=home, lang="fr")
    assert result.exit_code == 0, result.stderr
    ready, link = result.stdout.splitlines()
    assert ready.startswith("Catalogue prêt")
    with opened(home) as workspace:
        choose_password(workspace, token(link), PHRASE)
        [made] = [one for one in audit.entries(workspace.db) if one.action == "link_made"]
        assert made.actor.startswith("cli:")
    assert listed(run, home)[EMAIL]["roles"] == ["administrator"]
    again = run("init", "--admin", "b@a.example", home=home)
    assert again.exit_code == 2
    assert "has an administrator already" in again.stderr
    assert list(listed(run, home)) == [EMAIL]


def test_the_first_administrator_types_a_password(run: Run, home: Path, typing: list[str]) -> None:
    typing += [PHRASE, PHRASE]
    result = run("init", "--admin", EMAIL, home=home)
    assert result.stdout.splitlines()[1:] == [f"The account of {EMAIL} is open."]
    assert let_in(home, EMAIL, PHRASE)


def test_without_an_administrator_init_is_as_it_was(run: Run, home: Path) -> None:
    assert len(run("init", home=home).stdout.splitlines()) == 1
    assert run("user", "list", home=home, lang="fr").stdout.startswith("Il n’y a encore aucun")
    assert not (home / "secret.key").exists()


def test_a_wrong_address_is_told_and_can_be_mended(
    run: Run, tmp_path: Path, no_encoder: None
) -> None:
    home = tmp_path / "new"
    result = run("init", "--admin", "nowhere", home=home)
    assert result.exit_code == 2
    assert "email: is not an e-mail address" in result.stderr
    assert run("init", "--admin", EMAIL, home=home).exit_code == 0
