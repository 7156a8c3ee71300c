"""Commands about people and their accounts."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from catalogue.domain.password import LEAST
from catalogue.domain.person import Role
from catalogue.domain.text import LANGUAGES
from catalogue.services.links import link_for
from catalogue.services.people import (
    Account,
    account_named,
    accounts,
    add,
    change,
    deactivate,
    has_administrator,
    reactivate,
)
from catalogue.services.workspace import Workspace, opened

from .failures import Refused
from .handing_over import Handing, handing_options
from .options import administrator, as_json, print_json
from .speech import language, remark, say, tell

F = TypeVar("F", bound=Callable[..., Any])
_ROLES = click.Choice([role.value for role in Role])


def person_options(function: F) -> F:
    """The options that say who somebody is."""
    for option in (
        click.option("--organization", "organizations", multiple=True, help="Id, name or acronym."),
        click.option("--role", "roles", multiple=True, type=_ROLES, help="May be repeated."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="The person's language."),
        click.option("--name", help="Else made from the address."),
    ):
        function = option(function)
    return function


@click.group()
def user() -> None:
    """People and their accounts. Who can run this needs no account.

    \b
    Example:
      catalogue user list
    """


@user.command(name="add")
@click.argument("email")
@person_options
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def add_(home: Path, /, email: str, password_stdin: bool, **said: Any) -> None:
    """Make an account with a password, asked for here.

    \b
    Example:
      catalogue user add ana@ministry.example --role architect --organization MDSS
    """
    with opened(home) as workspace:
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked_password()
        add(administrator(), workspace, _described(email, **said), password=password)
    tell("user.added", email=email)


@user.command()
@click.argument("email")
@person_options
@handing_options
@click.pass_obj
def invite(home: Path, /, email: str, base_url: str | None, print_: bool, **said: Any) -> None:
    """Make an account whose password the person chooses, by a link good for seven days.

    The link is mailed where CATALOGUE_SMTP_HOST says how, else printed. For
    somebody invited before, make another with reset-link.

    \b
    Example:
      catalogue user invite ana@ministry.example --role sponsor --organization MDSS
    """
    handing = Handing.chosen(base_url, print_)
    with opened(home) as workspace:
        person = add(administrator(), workspace, _described(email, **said))
        handing.over(link_for(administrator(), workspace, person.id))


@user.command()
@click.argument("email")
@person_options
@click.pass_obj
def service(home: Path, /, email: str, **said: Any) -> None:
    """Make an account for software: it has no password, and works by tokens alone.

    The address is that of the team which answers for it.

    \b
    Example:
      catalogue user service pipeline@ministry.example --role architect --organization MDSS
    """
    with opened(home) as workspace:
        add(administrator(), workspace, _described(email, **said))
    tell("user.service_added", email=email)


@user.command(name="reset-link")
@click.argument("email")
@handing_options
@click.pass_obj
def reset_link(home: Path, email: str, base_url: str | None, print_: bool) -> None:
    """Make a link by which somebody chooses another password; good for one hour.

    For somebody who has not answered an invitation it is another invitation,
    good for seven days.

    \b
    Example:
      catalogue user reset-link ana@ministry.example
    """
    handing = Handing.chosen(base_url, print_)
    with opened(home) as workspace:
        account = account_named(administrator(), workspace, email)
        handing.over(link_for(administrator(), workspace, account.person.id))


@user.command(name="list")
@as_json
@click.pass_obj
def list_(home: Path, json_: bool) -> None:
    """Show every account.

    \b
    Example:
      catalogue user list --json
    """
    with opened(home) as workspace:
        found = accounts(administrator(), workspace)
    if json_:
        print_json([_for_machines(account) for account in found])
        return
    if not found:
        tell("user.none")
    for account in found:
        click.echo(_line(account))


@user.command()
@click.argument("email")
@click.option("--add", "added", multiple=True, type=_ROLES, help="May be repeated.")
@click.option("--remove", "removed", multiple=True, type=_ROLES, help="May be repeated.")
@click.option("--join", "joined", multiple=True, help="A public body: id, name or acronym.")
@click.option("--leave", "left", multiple=True, help="A public body's id.")
@click.pass_obj
def roles(home: Path, /, email: str, **changed: tuple[str, ...]) -> None:
    """Change somebody's roles and public bodies, and show them.

    \b
    Example:
      catalogue user roles ana@ministry.example --add reviewer --remove sponsor
    """
    with opened(home) as workspace:
        account = account_named(administrator(), workspace, email)
        person = account.person
        if strange := sorted({*changed["left"]} - person.organizations):
            raise Refused("not_a_member", email=person.email, body=strange[0])
        held = ({role.value for role in person.roles} | {*changed["added"]}) - {*changed["removed"]}
        bodies = (person.organizations | {*changed["joined"]}) - {*changed["left"]}
        changes = {"roles": sorted(held), "organizations": sorted(bodies)}
        account = change(
            administrator(), workspace, person.id, changes, expected_revision=account.revision
        )
    click.echo(_line(account))


@user.command(name="deactivate")
@click.argument("email")
@click.option("--undo", is_flag=True, help="Open the account again.")
@click.pass_obj
def deactivate_(home: Path, email: str, undo: bool) -> None:
    """Close an account; its person stays named in what they decided.

    \b
    Example:
      catalogue user deactivate ana@ministry.example
    """
    with opened(home) as workspace:
        account = account_named(administrator(), workspace, email)
        turn = reactivate if undo else deactivate
        turn(administrator(), workspace, account.person.id)
    tell("user.reactivated" if undo else "user.deactivated", email=account.person.email)


def found_administrator(workspace: Workspace, email: str, handing: Handing) -> None:
    """Make the first administrator: with a password where somebody can type it, else by link."""
    if has_administrator(workspace):
        raise Refused("administrator_exists")
    data = _described(email, roles=(Role.administrator.value,))
    password = _asked_password() if _at_a_terminal() else None
    person = add(administrator(), workspace, data, password=password)
    if password is None:
        handing.over(link_for(administrator(), workspace, person.id))
    else:
        tell("user.added", email=person.email)


def _described(
    email: str,
    *,
    name: str | None = None,
    lang: str | None = None,
    roles: tuple[str, ...] = (),
    organizations: tuple[str, ...] = (),
) -> dict[str, Any]:
    local = email.partition("@")[0]
    return {
        "email": email,
        "name": name or re.sub(r"[._-]+", " ", local).title(),
        "language": lang or language(),
        "roles": roles,
        "organizations": organizations,
    }


def _asked_password() -> str:
    if not _at_a_terminal():
        raise Refused("password_needed")
    while True:
        first, second = (
            click.prompt(say(code, least=LEAST), hide_input=True, prompt_suffix=" ")
            for code in ("user.password", "user.password_again")
        )
        if first == second:
            return str(first)
        remark("user.passwords_differ")


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _for_machines(account: Account) -> dict[str, object]:
    document = account.person.model_dump(mode="json")
    return {
        **document,
        "roles": sorted(document["roles"]),
        "organizations": sorted(document["organizations"]),
        "has_password": account.has_password,
    }


def _line(account: Account) -> str:
    person = account.person
    state = "closed" if not person.active else "open" if account.has_password else "invited"
    held = [say(f"role.{role.value}") for role in Role if role in person.roles]
    parts = [", ".join(held) or say("role.none"), ", ".join(sorted(person.organizations)), ""]
    if state != "open":
        parts[-1] = say(f"account.{state}")
    told = " · ".join(part for part in parts if part)
    return f"{person.name} <{person.email}>\n    {told}"
