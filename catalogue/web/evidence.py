"""A match as pages show it: what it is, how sure that is, why, what differs, what decides.

A view makes ``exhibits`` of the matches that its reader may see, and
``macros/evidence.html`` draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from catalogue.charts.waterfall import waterfall
from catalogue.domain.component import Component
from catalogue.domain.errors import NotFound
from catalogue.domain.match import Alike, Identity, Match, Passage
from catalogue.domain.organization import BodyKind
from catalogue.domain.pair import Matched
from catalogue.domain.text import Language, in_language
from catalogue.services.looking_up import stored_proposal
from catalogue.services.presenting import identities
from catalogue.services.showing import (
    Details,
    bodies,
    capability_tree,
    details,
    stored_component,
)
from catalogue.wording import chances as chances_in_words
from catalogue.wording.reasons import Step, caption_of, reasons, told_by
from catalogue.wording.reasons import steps_of as plain_steps_of
from catalogue.wording.report import passages_of

from . import proposal_text
from .addresses import language
from .places import place
from .proposal_text import Row
from .quoting import steps_of, why
from .reading import Told, name_of, say, told
from .resources import workspace

PROPOSALS = "follow.show"
"""The page of a matched proposal, unless a view names another."""


@dataclass(frozen=True)
class Pair:
    """A word of the proposal, and the one that answers it; ``right`` is empty for the same one."""

    left: str
    right: str = ""


@dataclass(frozen=True)
class Agreement:
    """What both sides say that counts under one name; ``told`` in the reader's own words."""

    label: str
    told: bool
    words: tuple[Pair, ...]


@dataclass(frozen=True)
class Exhibit:
    """A match with what its reader needs to judge it.

    ``number`` is its rank. ``address`` is None where the matched record has no
    page of its own. ``held`` is there for a component that still is.
    ``asked_in`` is the language of the proposal, None where nobody said.
    ``eligible`` says whether the proposing body may use the component, None
    where the entry or the body does not say enough.
    """

    match: Match
    number: int
    name: Told
    address: str | None
    kind: str
    owner: Told | None
    held: Details | None
    alike: tuple[tuple[Told, str | None], ...]
    asked_in: Language | None
    eligible: bool | None

    @property
    def pair(self) -> Matched:
        """Which record it is."""
        return Matched(self.match.type, self.match.id)

    @property
    def key(self) -> str:
        """What ids of the match's parts on a page begin with."""
        return f"match-{self.number}"

    @property
    def component(self) -> Component | None:
        """The matched component, where it is one."""
        return self.held.component if self.held else None

    @property
    def texts(self) -> list[Row]:
        """What the matched record says of itself, in the language in which it was compared."""
        if self.match.type == "proposal":
            record = stored_proposal(workspace(), self.match.id)
            return proposal_text.texts(record.model_dump(mode="json"))
        return _texts(self.component, self.match.language) if self.component else []

    @property
    def chances(self) -> str:
        """How probable the match is, in words: "about 6 in 10"."""
        return chances_in_words.chances(self.match.probability, language())

    @property
    def percent(self) -> str:
        """How probable the match is, in percent."""
        return chances_in_words.in_percent(self.match.probability, language())

    @property
    def why(self) -> Markup:
        """The strongest evidence in a sentence or two."""
        return why(self.match, self.asked_in)

    @property
    def steps(self) -> list[Step]:
        """From what one would guess before any evidence to the total."""
        return steps_of(self.match, self.asked_in)

    @property
    def drawing(self) -> Markup:
        """The steps drawn (SVG)."""
        caption = caption_of(self.match, language())
        steps = plain_steps_of(self.match, language())
        return Markup(waterfall(steps, caption, key=f"{self.key}-drawing"))  # noqa: S704 - escaped there

    @property
    def agreements(self) -> list[Agreement]:
        """The words that both sides share, and those that answer each other."""
        return [
            Agreement(
                say(f"group.{one.group}"),
                one.group == "capabilities",
                tuple(_pair(said) for said in one.words),
            )
            for one in reasons(told_by(self.match))
            if one.words
        ]

    @property
    def passages(self) -> list[Passage]:
        """The passages that answer each other, the closest first."""
        return passages_of(self.match)

    @property
    def differs(self) -> bool:
        """Whether either side says something that the other does not."""
        match = self.match
        return bool(
            match.only_left or match.only_right or match.lacking_left or match.lacking_right
        )


@dataclass(frozen=True)
class _Asked:
    """The proposal's side: its language, the kind of body that proposes, and proposals' pages."""

    language: Language | None
    kind: BodyKind | None
    proposals: str


def exhibits(
    matches: Iterable[Match],
    *,
    asked_in: Language | None,
    organization: str | None,
    proposals: str = PROPOSALS,
) -> list[Exhibit]:
    """Matches as pages show them, in the order given.

    Only for matches that the reader may see. ``asked_in`` is the language of
    the proposal and ``organization`` the body that proposes it; ``proposals``
    is the endpoint of a matched proposal's page.
    """
    names = {one.id: str(name_of(one)) for one in capability_tree(workspace()).values()}
    listed = [_with_names(match, names) for match in matches]
    known = identities(workspace(), listed)
    body = bodies(workspace()).get(organization or "")
    asked = _Asked(asked_in, body.kind if body else None, proposals)
    return [
        _exhibit(match, number, known.get(Matched(match.type, match.id), Identity()), asked)
        for number, match in enumerate(listed, start=1)
    ]


def _with_names(match: Match, names: Mapping[str, str]) -> Match:
    """The match with its capabilities called as people call them."""
    evidence = tuple(
        one.model_copy(update={"terms": tuple(names.get(term, term) for term in one.terms)})
        if one.signal == "capabilities"
        else one
        for one in match.evidence
    )
    return match.model_copy(update={"evidence": evidence})


def _exhibit(match: Match, number: int, known: Identity, asked: _Asked) -> Exhibit:
    held = _held(match)
    own_words = Told(match.name, match.language if match.language != language() else None)
    return Exhibit(
        match=match,
        number=number,
        name=name_of(held.component) if held else own_words,
        address=_address(match, asked.proposals),
        kind=say(f"kind.{known.kind}" if known.kind else f"type.{match.type}"),
        owner=told(known.owner),
        held=held,
        alike=tuple((_alike_name(one), _address(one, asked.proposals)) for one in match.alike),
        asked_in=asked.language,
        eligible=_eligible(held, asked.kind),
    )


def _held(match: Match) -> Details | None:
    """What the catalogue now says of a matched component; None where it is gone."""
    if match.type != "component":
        return None
    try:
        return details(workspace(), match.id)
    except NotFound:
        return None


def _alike_name(one: Alike) -> Told:
    """What a record that is all but the same is called, as far as it still exists."""
    if one.type == "component":
        try:
            return name_of(stored_component(workspace(), one.id))
        except NotFound:
            return Told(one.name)
    written = stored_proposal(workspace(), one.id).language
    return Told(one.name, written if written != language() else None)


def _texts(component: Component, read: Language) -> list[Row]:
    """A component's texts, those of one language first."""
    found = {
        _("Summary"): in_language(component.summary, read),
        _("Description"): in_language(component.description, read),
    }
    rows = [Row(label, Told(*text), ()) for label, text in found.items() if text]
    features = getattr(component.features, read)
    return [*rows, Row(_("Features"), None, tuple(features))] if features else rows


def _address(one: Match | Alike, proposals: str) -> str | None:
    if one.type == "component":
        return place("components.show", component_id=one.id)
    return place(proposals, proposal_id=one.id)


def _eligible(held: Details | None, kind: BodyKind | None) -> bool | None:
    if held is None or kind is None or not held.component.eligibility:
        return None
    return kind in held.component.eligibility


def _pair(said: str) -> Pair:
    left, _, right = said.partition(" = ")
    return Pair(left, right)
