"""Capabilities suggested to somebody who describes a project or a component."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.domain.organization import Capability
from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.guess import guess_language
from catalogue.matching.capabilities import likely_capabilities
from catalogue.matching.variant import Variant
from catalogue.storage import capabilities

from .likeness import CORPORA
from .permissions import Action, Actor, require
from .workspace import Workspace

MOST = 5
_LEAST_WORDS = 3
_SAID = ("title", "problem", "description", "outcomes")


def suggest_capabilities(
    actor: Actor,
    workspace: Workspace,
    title: str,
    text: str = "",
    language: Language | None = None,
) -> tuple[Capability, ...]:
    """The capabilities that fit a title and a text best, at most ``MOST``.

    Without a ``language``, it is guessed. Too few words suggest nothing.
    Raises NotAllowed.
    """
    require(actor, Action.check_draft)
    said = f"{title} {text}".strip()
    if len(said.split()) < _LEAST_WORDS:
        return ()
    spoken = language or guess_language(said)
    variant = Variant("", "proposal", spoken, title or text, text, (title,))
    corpora = CORPORA.of(workspace)
    (entry,) = corpora.prepared([variant])
    thesaurus = workspace.thesaurus
    likely = likely_capabilities(
        entry,
        [mention.concept for mention in thesaurus.mentions(said, spoken)],
        corpora.concepts,
        {key: concept.capabilities for key, concept in thesaurus.concepts.items()},
    )
    known = {one.id: one for one in capabilities.all(workspace.db)}
    return tuple(known[one] for one in likely if one in known)[:MOST]


def suggested_for(
    actor: Actor, workspace: Workspace, typed: Mapping[str, Any]
) -> tuple[Capability, ...]:
    """The capabilities that fit what was typed of a proposal. Raises NotAllowed."""
    title, *texts = (str(typed.get(name) or "") for name in _SAID)
    stated = next((one for one in LANGUAGES if one == typed.get("language")), None)
    return suggest_capabilities(actor, workspace, title, "\n".join(filter(None, texts)), stated)
