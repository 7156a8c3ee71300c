"""Who may do what: one table, and the questions put to it.

Pages, the API and the command line only say who acts; every service that
writes, or that shows what is not public, asks here first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from catalogue.domain.component import Component
from catalogue.domain.errors import CatalogueError
from catalogue.domain.person import Person, Role
from catalogue.domain.proposal import Proposal


class NotAllowed(CatalogueError):
    """The actor may not do this: ``action`` names what."""

    code = "not_allowed"


class SignInNeeded(NotAllowed):
    """Nobody is signed in, and this needs somebody who is."""

    code = "sign_in_needed"


class ConflictOfInterest(NotAllowed):
    """A reviewer does not judge what their own public body or they themselves ask for."""

    code = "conflict_of_interest"


@dataclass(frozen=True)
class Actor:
    """Who acts. ``person_id`` is None where nobody is signed in.

    ``organizations`` are identifiers of public bodies. ``kept_out`` says that
    the catalogue is closed to people without an account.
    """

    person_id: str | None
    name: str
    roles: frozenset[Role]
    organizations: frozenset[str]
    kept_out: bool = False

    @property
    def signed_in(self) -> bool:
        """Whether it is known who acts."""
        return self.person_id is not None

    @property
    def recorded(self) -> str:
        """How histories and the audit log name the actor."""
        return self.person_id or "anonymous"


def acting(person: Person) -> Actor:
    """The person as an actor. Raises NotAllowed where the account is not active."""
    if not person.active:
        raise NotAllowed(action="sign_in")
    return Actor(person.id, person.name, person.roles, person.organizations)


ANONYMOUS = Actor(None, "", frozenset(), frozenset())
"""Anybody, where the catalogue is open."""

KEPT_OUT = Actor(None, "", frozenset(), frozenset(), kept_out=True)
"""Anybody without an account, where the catalogue is closed."""

COMMAND_LINE = Actor("cli", "", frozenset({Role.administrator}), frozenset())
"""Who has the instance's folder in hand is its administrator."""


class Action(str, Enum):
    """What can be asked for."""

    read_catalogue = "read_catalogue"
    check_draft = "check_draft"

    see_draft = "see_draft"
    see_proposal = "see_proposal"
    create_proposal = "create_proposal"
    edit_proposal = "edit_proposal"
    submit_proposal = "submit_proposal"
    withdraw_proposal = "withdraw_proposal"
    respond_to_warning = "respond_to_warning"
    deliver_proposal = "deliver_proposal"
    answer_reviewers = "answer_reviewers"

    see_review = "see_review"
    organize_review = "organize_review"
    give_verdict = "give_verdict"
    decide_proposal = "decide_proposal"
    discuss_proposal = "discuss_proposal"

    register_component = "register_component"
    edit_component = "edit_component"
    confirm_component = "confirm_component"
    retire_component = "retire_component"
    import_components = "import_components"

    see_reports = "see_reports"
    see_searches = "see_searches"
    see_demand = "see_demand"
    manage_people = "manage_people"
    manage_organizations = "manage_organizations"
    manage_vocabulary = "manage_vocabulary"
    manage_webhooks = "manage_webhooks"
    manage_instance = "manage_instance"


class Standing(Enum):
    """What somebody is without any role."""

    public = "public"
    signed_in = "signed_in"


class Scope(Enum):
    """Whose records a permission reaches: anybody's, one's own bodies', or other bodies' only."""

    any = "any"
    own = "own"
    others = "others"


Grants = Mapping[Role | Standing, Scope]

_EVERYBODY: Grants = {Standing.public: Scope.any}
_ITS_SPONSORS: Grants = {Role.sponsor: Scope.own}
_REVIEWERS_OF_OTHERS: Grants = {Role.reviewer: Scope.others}
_ITS_ARCHITECTS: Grants = {Role.architect: Scope.own, Role.administrator: Scope.any}
_WHO_FILLS_GAPS: Grants = {
    Role.architect: Scope.any,
    Role.reviewer: Scope.any,
    Role.administrator: Scope.any,
}
_ADMINISTRATORS: Grants = {Role.administrator: Scope.any}

PERMISSIONS: dict[Action, Grants] = {
    Action.read_catalogue: _EVERYBODY,
    Action.check_draft: _EVERYBODY,
    Action.see_draft: {Standing.signed_in: Scope.own},
    Action.see_proposal: {
        Standing.signed_in: Scope.own,
        Role.reviewer: Scope.any,
        Role.administrator: Scope.any,
    },
    Action.create_proposal: _ITS_SPONSORS,
    Action.edit_proposal: _ITS_SPONSORS,
    Action.submit_proposal: _ITS_SPONSORS,
    Action.withdraw_proposal: _ITS_SPONSORS,
    Action.respond_to_warning: _ITS_SPONSORS,
    Action.deliver_proposal: _ITS_SPONSORS,
    Action.answer_reviewers: _ITS_SPONSORS,
    Action.see_review: {Role.reviewer: Scope.others, Role.administrator: Scope.any},
    Action.organize_review: {Role.reviewer: Scope.others, Role.administrator: Scope.any},
    Action.give_verdict: _REVIEWERS_OF_OTHERS,
    Action.decide_proposal: _REVIEWERS_OF_OTHERS,
    Action.discuss_proposal: _REVIEWERS_OF_OTHERS,
    Action.register_component: _ITS_ARCHITECTS,
    Action.edit_component: _ITS_ARCHITECTS,
    Action.confirm_component: _ITS_ARCHITECTS,
    Action.retire_component: _ITS_ARCHITECTS,
    Action.import_components: {Role.architect: Scope.any, Role.administrator: Scope.any},
    Action.see_reports: {Role.reviewer: Scope.any, Role.administrator: Scope.any},
    Action.see_searches: _WHO_FILLS_GAPS,
    Action.see_demand: _WHO_FILLS_GAPS,
    Action.manage_people: _ADMINISTRATORS,
    Action.manage_organizations: _ADMINISTRATORS,
    Action.manage_vocabulary: _ADMINISTRATORS,
    Action.manage_webhooks: _ADMINISTRATORS,
    Action.manage_instance: _ADMINISTRATORS,
}
"""For each action, who may do it, and to whose records.

Administrators neither propose nor decide: who runs the catalogue and who
spends or judges are kept apart, unless one person is given both roles.
"""


def require(
    actor: Actor,
    action: Action,
    record: Component | Proposal | None = None,
    *,
    authors: Collection[str] = (),
) -> None:
    """Let the action pass, or raise NotAllowed (SignInNeeded, ConflictOfInterest).

    ``record`` is what is acted upon, naming public bodies by identifier as
    stored records do; to change a component's owner takes the permission on
    both, before and after. ``authors`` are the ids of people who wrote the
    record, who do not judge it either. Raises ValueError where the answer
    depends on a record and none is given.
    """
    if may(actor, action, record, authors=authors):
        return
    if not actor.signed_in:
        raise SignInNeeded(action=action.value)
    if Scope.others in scopes(actor, action):
        raise ConflictOfInterest(action=action.value)
    raise NotAllowed(action=action.value)


def may(
    actor: Actor,
    action: Action,
    record: Component | Proposal | None = None,
    *,
    authors: Collection[str] = (),
) -> bool:
    """Whether ``require`` would let the action pass."""
    if record is None and _depends_on_record(action):
        raise ValueError(f"{action.value} is allowed or not by record, and none is given")
    own = record is not None and body_of(record) in actor.organizations
    involved = own or actor.person_id in authors
    reached = {Scope.any: True, Scope.own: own, Scope.others: not involved}
    return any(reached[scope] for scope in scopes(actor, action))


def require_somewhere(actor: Actor, action: Action) -> None:
    """Let pass who may do this to some record at least: for lists, and forms not yet filled.

    Each record still needs its own ``require`` or ``may``. Raises NotAllowed.
    """
    if may_somewhere(actor, action):
        return
    raise (NotAllowed if actor.signed_in else SignInNeeded)(action=action.value)


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether there can be a record to which the actor may do this."""
    return any(scope is not Scope.own or actor.organizations for scope in scopes(actor, action))


def scopes(actor: Actor, action: Action) -> set[Scope]:
    """Whose records the actor may do this to; none where they may not do it at all."""
    held: set[Role | Standing] = {*actor.roles}
    if actor.signed_in:
        held.add(Standing.signed_in)
    if not actor.kept_out:
        held.add(Standing.public)
    return {scope for holder, scope in PERMISSIONS[action].items() if holder in held}


def body_of(record: Component | Proposal) -> str | None:
    """The public body that a record belongs to."""
    return record.owner if isinstance(record, Component) else record.organization


def _depends_on_record(action: Action) -> bool:
    return any(scope is not Scope.any for scope in PERMISSIONS[action].values())
