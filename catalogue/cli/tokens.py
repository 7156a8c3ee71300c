"""Commands about the tokens by which other software asks."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.domain.token import LONGEST_DAYS, Scope
from catalogue.services.people import account_named, names
from catalogue.services.tokens import Token, everybodys, listed, make, revoke
from catalogue.services.workspace import opened

from .options import administrator, as_json, print_json
from .speech import remark, say, tell

_SCOPES = click.Choice([scope.value for scope in Scope])


@click.group()
def token() -> None:
    """Tokens by which other software uses the API in a person's name.

    A service has an account of its own, which nobody signs in to: make it
    with `catalogue user service`.

    \b
    Example:
      catalogue token list
    """


@token.command(name="make")
@click.argument("email")
@click.option("--name", required=True, help="What the token is for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=_SCOPES,
    default=[Scope.read.value, Scope.check.value],
    show_default=True,
    help="What it is good for; may be repeated.",
)
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST_DAYS),
    default=90,
    show_default=True,
    help="How long it is good.",
)
@click.pass_obj
def make_(home: Path, email: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token for an account; the secret is printed this once.

    \b
    Example:
      catalogue token make pipeline@ministry.example --name "Pull requests" --scope check
    """
    with opened(home) as workspace:
        account = account_named(administrator(), workspace, email)
        wanted = {"name": name, "scopes": scopes, "days": days}
        made = make(administrator(), workspace, wanted, person_id=account.person.id)
    click.echo(made.secret)
    remark("token.made", number=made.token.id, until=made.token.expires_at.date().isoformat())


@token.command(name="list")
@click.argument("email", required=False)
@as_json
@click.pass_obj
def list_(home: Path, email: str | None, json_: bool) -> None:
    """Show an account's tokens, or everybody's.

    \b
    Example:
      catalogue token list pipeline@ministry.example
    """
    with opened(home) as workspace:
        acting = administrator()
        if email is None:
            found = everybodys(acting, workspace)
        else:
            owner = account_named(acting, workspace, email).person.id
            found = listed(acting, workspace, owner)
        called = names(acting, workspace, [one.person_id for one in found])
    if json_:
        print_json([{**_for_machines(one), "person": called[one.person_id]} for one in found])
        return
    if not found:
        tell("token.none")
    for one in found:
        state = "revoked" if one.revoked_at else "until"
        tell(
            f"token.{state}",
            number=one.id,
            name=one.name,
            person=called[one.person_id],
            scopes=", ".join(sorted(scope.value for scope in one.scopes)),
            ending=one.ending,
            until=one.expires_at.date().isoformat(),
            used=one.used_at.date().isoformat() if one.used_at else say("token.never"),
        )


@token.command(name="revoke")
@click.argument("number", type=click.IntRange(min=1))
@click.pass_obj
def revoke_(home: Path, number: int) -> None:
    """Let a token be good no more.

    \b
    Example:
      catalogue token revoke 3
    """
    with opened(home) as workspace:
        revoke(administrator(), workspace, number)
    tell("token.gone", number=number)


def _for_machines(one: Token) -> dict[str, object]:
    return {
        "number": one.id,
        "name": one.name,
        "scopes": sorted(scope.value for scope in one.scopes),
        "ending": one.ending,
        "created_at": one.created_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "used_at": one.used_at.isoformat() if one.used_at else None,
        "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
    }
