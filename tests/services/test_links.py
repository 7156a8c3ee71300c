from __future__ import annotations

from collections.abc import Callable

import pytest
from itsdangerous import URLSafeSerializer

from catalogue.domain.errors import InvalidRecord, NotFound
from catalogue.services import people
from catalogue.services.instance_key import FILE, key_for
from catalogue.services.limiting import PER_ACCOUNT, TooManyAttempts
from catalogue.services.links import (
    AccountInactive,
    Link,
    LinkExpired,
    LinkUnusable,
    Purpose,
    choose_password,
    holder,
    link_for,
    link_for_forgetful,
)
from catalogue.services.permissions import COMMAND_LINE, NotAllowed, acting
from catalogue.services.signing_in import SignInRefused, sign_in, who
from catalogue.services.workspace import Workspace
from catalogue.storage import audit

from .accounts import DAY, HERE, HOUR, MINUTE, NOON, OTHER_PHRASE, PHRASE, joined, signed_in
from .builders import content

EMAIL = "ana@a.example"


def invitation(workspace: Workspace) -> Link:
    ana = joined(workspace, password=None, language="en")
    return link_for(COMMAND_LINE, workspace, ana.id, NOON)


def forgotten(workspace: Workspace, email: str = EMAIL) -> Link:
    link = link_for_forgetful(workspace, email, HERE, NOON)
    assert link is not None
    return link


def dead(workspace: Workspace, token: str) -> bool:
    """Whether a link neither tells whose it is nor opens anything."""
    for use in (holder, lambda *given: choose_password(*given[:2], OTHER_PHRASE, given[2])):
        with pytest.raises(LinkUnusable):
            use(workspace, token, NOON)
    return True


def test_an_invitation_brings_somebody_in(workspace: Workspace) -> None:
    link = invitation(workspace)
    assert (link.purpose, link.expires_at) == (Purpose.invitation, NOON + 7 * DAY)
    assert holder(workspace, link.token, NOON + 6 * DAY) == link.person
    assert choose_password(workspace, link.token, PHRASE, NOON + 6 * DAY) == link.person
    assert sign_in(workspace, EMAIL, PHRASE, HERE, NOON + 6 * DAY).person == link.person
    assert dead(workspace, link.token)


def test_a_forgotten_password_is_replaced(workspace: Workspace) -> None:
    ana = joined(workspace)
    token = signed_in(workspace).token
    link = forgotten(workspace, " ANA@a.example")
    assert (link.purpose, link.expires_at, link.person) == (Purpose.reset, NOON + HOUR, ana)
    assert who(workspace, token, NOON) == ana
    choose_password(workspace, link.token, OTHER_PHRASE, NOON)
    assert who(workspace, token, NOON) is None
    with pytest.raises(SignInRefused):
        signed_in(workspace)
    signed_in(workspace, password=OTHER_PHRASE)
    assert dead(workspace, link.token)


@pytest.mark.parametrize(("make", "length"), [(invitation, 7 * DAY), (None, HOUR)])
def test_links_expire(
    workspace: Workspace, make: Callable[[Workspace], Link] | None, length: object
) -> None:
    if make is None:
        joined(workspace)
    link = (make or forgotten)(workspace)
    assert link.expires_at == NOON + length  # type: ignore[operator]
    holder(workspace, link.token, link.expires_at - MINUTE)
    for late in (link.expires_at, link.expires_at + DAY):
        with pytest.raises(LinkExpired):
            holder(workspace, link.token, late)
        with pytest.raises(LinkExpired):
            choose_password(workspace, link.token, PHRASE, late)


def test_a_link_for_somebody_with_a_password_is_a_reset(workspace: Workspace) -> None:
    ana = joined(workspace)
    assert link_for(COMMAND_LINE, workspace, ana.id, NOON).purpose is Purpose.reset


def a_password_by_another_link(workspace: Workspace) -> None:
    choose_password(workspace, forgotten(workspace).token, OTHER_PHRASE, NOON)


def another_address(workspace: Workspace) -> None:
    ana = people.account_named(COMMAND_LINE, workspace, EMAIL).person
    people.change(COMMAND_LINE, workspace, ana.id, {"email": "anne@a.example"})


def closed_and_opened(workspace: Workspace) -> None:
    ana = people.account_named(COMMAND_LINE, workspace, EMAIL).person
    people.deactivate(COMMAND_LINE, workspace, ana.id)
    people.reactivate(COMMAND_LINE, workspace, ana.id)


def closed(workspace: Workspace) -> None:
    ana = people.account_named(COMMAND_LINE, workspace, EMAIL).person
    people.deactivate(COMMAND_LINE, workspace, ana.id)


def another_key(workspace: Workspace) -> None:
    (workspace.home / FILE).unlink()


@pytest.mark.parametrize(
    "change",
    [a_password_by_another_link, another_address, closed_and_opened, closed, another_key],
)
def test_links_die_with_what_they_were_made_for(
    workspace: Workspace, change: Callable[[Workspace], None]
) -> None:
    joined(workspace)
    link = forgotten(workspace)
    change(workspace)
    assert dead(workspace, link.token)


def test_a_name_or_role_leaves_links_alive(workspace: Workspace) -> None:
    link = invitation(workspace)
    people.change(COMMAND_LINE, workspace, link.person.id, {"roles": ["sponsor"], "name": "A"})
    assert holder(workspace, link.token, NOON).name == "A"


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "é\ud800", ".", "\0", "x" * 100_000])
def test_nonsense_opens_nothing(workspace: Workspace, token: str) -> None:
    joined(workspace)
    assert dead(workspace, token)


def test_a_link_cannot_be_altered_or_forged(workspace: Workspace) -> None:
    link = invitation(workspace)
    for place in range(len(link.token)):
        other = "A" if link.token[place] != "A" else "B"
        altered = link.token[:place] + other + link.token[place + 1 :]
        if place == len(link.token) - 1:
            continue  # the last character carries bits that base64 ignores
        assert dead(workspace, altered)
    signer = URLSafeSerializer(key_for(workspace.home, "links"), salt="catalogue.links")
    content = signer.loads(link.token)
    for key, salt in ((b"guess", "catalogue.links"), (key_for(workspace.home, "links"), "other")):
        assert dead(workspace, URLSafeSerializer(key, salt=salt).dumps(content))


def test_a_refused_password_does_not_use_the_link_up(workspace: Workspace) -> None:
    link = invitation(workspace)
    for password in ("short", "x ana@a.example x", "motdepasse123"):
        with pytest.raises(InvalidRecord) as caught:
            choose_password(workspace, link.token, password, NOON)
        assert [error.dotted for error in caught.value.errors] == ["password"]
    choose_password(workspace, link.token, PHRASE, NOON)


def test_who_is_locked_out_gets_back_in_by_a_link(workspace: Workspace) -> None:
    joined(workspace)
    for _ in range(PER_ACCOUNT):
        with pytest.raises(SignInRefused):
            signed_in(workspace, password=OTHER_PHRASE)
    with pytest.raises(TooManyAttempts):
        signed_in(workspace)
    choose_password(workspace, forgotten(workspace).token, OTHER_PHRASE, NOON)
    signed_in(workspace, password=OTHER_PHRASE)


def test_nobody_gets_a_link_who_cannot_use_it(workspace: Workspace) -> None:
    ana = joined(workspace, roles=["sponsor"])
    with pytest.raises(NotAllowed):
        link_for(acting(ana), workspace, ana.id, NOON)
    with pytest.raises(NotFound):
        link_for(COMMAND_LINE, workspace, "person-x", NOON)
    people.deactivate(COMMAND_LINE, workspace, ana.id)
    with pytest.raises(AccountInactive):
        link_for(COMMAND_LINE, workspace, ana.id, NOON)
    assert link_for_forgetful(workspace, EMAIL, HERE, NOON) is None
    assert link_for_forgetful(workspace, "nobody@a.example", HERE, NOON) is None


def test_asking_for_links_is_limited_whoever_exists(workspace: Workspace) -> None:
    joined(workspace)
    for email in (EMAIL, "nobody@a.example"):
        for _ in range(PER_ACCOUNT):
            link_for_forgetful(workspace, email, HERE, NOON)
        with pytest.raises(TooManyAttempts) as caught:
            link_for_forgetful(workspace, email, HERE, NOON)
        assert caught.value.params == {"minutes": 15}
    signed_in(workspace)


def test_links_lead_to_the_page_of_their_person_s_language(workspace: Workspace) -> None:
    english = invitation(workspace)
    french = link_for(COMMAND_LINE, workspace, joined(workspace, "bob").id, NOON)
    site = "https://catalogue.example/"
    assert english.address(site) == f"https://catalogue.example/en/password/{english.token}"
    assert french.address(site) == f"https://catalogue.example/fr/mot-de-passe/{french.token}"


def test_links_leave_a_trace_but_not_themselves(workspace: Workspace) -> None:
    link = invitation(workspace)
    choose_password(workspace, link.token, PHRASE, NOON)
    made, chosen = audit.entries(workspace.db, subject=f"person/{link.person.id}")[-2:]
    assert (made.actor, made.action) == ("cli", "link_made")
    assert made.details == {
        "purpose": "invitation",
        "expires_at": (NOON + 7 * DAY).isoformat(),
    }
    assert (chosen.actor, chosen.action) == (link.person.id, "password_chosen")
    assert chosen.details == {"by": "invitation"}
    assert link.token not in content(workspace)
    assert link.token not in repr(link)
    assert PHRASE not in content(workspace)
