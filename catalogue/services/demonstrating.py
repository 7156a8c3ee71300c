"""A demonstration's accounts: one person a role, whose password everybody may know."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalogue.domain.person import Role
from catalogue.domain.text import Language
from catalogue.storage import marks, people

from . import people as looking_after
from .founding import SYSTEM, NotADemonstration
from .permissions import COMMAND_LINE
from .workspace import Workspace

_PEOPLE: tuple[tuple[Role, str, str, str, Language], ...] = (
    (Role.sponsor, "Maude Lavertu", "maude", "ville-sainte-aurele", "fr"),
    (Role.reviewer, "Thomas Okafor", "thomas", "min-tresor", "fr"),
    (Role.architect, "Inès Roy-Hébert", "ines", "min-services", "fr"),
    (Role.administrator, "Rowan Mackay", "rowan", "min-services", "en"),
)
_KNOWN = "demonstration-2018"


@dataclass(frozen=True)
class DemoAccount:
    """Somebody to sign in as."""

    role: Role
    name: str
    email: str
    organization: str
    language: Language
    password: str


_ACCOUNTS = tuple(
    DemoAccount(role, name, f"{account}@demo.example", organization, language, _KNOWN)
    for role, name, account, organization, language in _PEOPLE
)


def found_demo_accounts(workspace: Workspace) -> list[DemoAccount]:
    """Make the demonstration's accounts where they are missing; all of them come back.

    Their public bodies are the sample's. Raises NotADemonstration.
    """
    if not marks.is_demonstration(workspace.db):
        raise NotADemonstration(path=str(workspace.home))
    actor = replace(COMMAND_LINE, person_id=SYSTEM)
    for one in _ACCOUNTS:
        if people.find_by_email(workspace.db, one.email) is None:
            data = {
                "email": one.email,
                "name": one.name,
                "language": one.language,
                "roles": [one.role],
                "organizations": [one.organization],
            }
            looking_after.add(actor, workspace, data, password=one.password)
    return list(_ACCOUNTS)


def demo_accounts(workspace: Workspace) -> list[DemoAccount]:
    """The accounts to show to who wants to sign in; none where this is no demonstration."""
    if not marks.is_demonstration(workspace.db):
        return []
    return [one for one in _ACCOUNTS if people.find_by_email(workspace.db, one.email)]
