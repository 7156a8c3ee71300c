"""A record as the matcher reads it: once for each language in which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.guess import guess_language
from catalogue.language.tokens import words


@dataclass(frozen=True)
class Variant:
    """A record's texts in one language.

    ``names`` are everything it is called, the title first; ``text`` is what
    is said about it, without its title.
    """

    record_id: str
    record_type: str
    language: Language
    title: str
    text: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    capabilities: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()

    @property
    def body(self) -> str:
        """Title and text together, as a reader would meet them."""
        return f"{self.title}. {self.text}" if self.text else self.title

    @property
    def is_bare(self) -> bool:
        """Whether the text tells nothing beyond the title."""
        return set(words(self.text)) <= set(words(self.title))


def variants_of(record: Component | Proposal) -> tuple[Variant, ...]:
    """The record's variants: one for a proposal, one or two for a component."""
    return _of_proposal(record) if isinstance(record, Proposal) else _of_component(record)


def _of_proposal(proposal: Proposal) -> tuple[Variant, ...]:
    parts = (proposal.problem, proposal.description, proposal.outcomes)
    text = "\n".join(part for part in parts if part)
    language = proposal.language or guess_language(f"{proposal.title} {text}")
    return (
        Variant(
            record_id=proposal.id,
            record_type="proposal",
            language=language,
            title=proposal.title,
            text=text,
            names=(proposal.title,),
            capabilities=frozenset(proposal.capabilities),
        ),
    )


def _of_component(component: Component) -> tuple[Variant, ...]:
    described = {
        language
        for language in LANGUAGES
        if _says(component.summary, language) or _says(component.description, language)
    }
    return tuple(
        _component_in(component, language) for language in LANGUAGES if language in described
    )


def _says(text: object, language: Language) -> str | None:
    return getattr(text, language) if text is not None else None


def _component_in(component: Component, language: Language) -> Variant:
    own_name = _says(component.name, language)
    title = own_name or component.name.fr or component.name.en or component.id
    names = _distinct((title, component.name.fr, component.name.en, *component.aliases))
    summary = _says(component.summary, language)
    description = _says(component.description, language)
    if summary and description and description.startswith(summary):
        summary = None
    features: tuple[str, ...] = getattr(component.features, language)
    keywords: tuple[str, ...] = getattr(component.keywords, language)
    parts = (summary, description, *features, "; ".join(keywords))
    links = component.links
    return Variant(
        record_id=component.id,
        record_type="component",
        language=language,
        title=title,
        text="\n".join(part for part in parts if part),
        names=names,
        acronyms=component.acronyms,
        capabilities=frozenset(component.capabilities),
        links=frozenset(
            _same_place(link) for link in (links.website, links.source, links.api) if link
        ),
    )


def _same_place(address: str) -> str:
    """An address without what varies between two ways of writing it."""
    bare = address.lower().split("://", 1)[-1].rstrip("/")
    return bare.removesuffix(".git").removeprefix("www.")


def _distinct(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
