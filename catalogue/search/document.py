"""A record as the full-text index keeps it."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import analysis, fields

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.guess import guess_language
from catalogue.language.stems import cognate_keys, stems

SCHEMA_VERSION = "2"
"""Grows when documents change shape or words are analysed otherwise: the index is then rebuilt."""

Document = dict[str, str]


def _words() -> fields.TEXT:
    """A field of words that ``language`` has prepared already, separated by spaces."""
    return fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer(), phrase=False)


def schema() -> fields.Schema:
    """The index's fields: identity, facets, and words by language and by weight of place."""
    text_fields = {f"{part}_{language}": _words() for part in PARTS for language in LANGUAGES}
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        id=fields.ID(stored=True),
        type=fields.ID(stored=True),
        kind=fields.ID,
        owner=fields.ID,
        lifecycle=fields.ID,
        languages=fields.KEYWORD,
        capabilities=fields.KEYWORD,
        eligibility=fields.KEYWORD,
        keys=_words(),
        **text_fields,
    )


PARTS = ("name", "text")


def key_of(record_type: str, record_id: str) -> str:
    """What identifies a record within the index."""
    return f"{record_type}/{record_id}"


def document_of(record: Component | Proposal) -> Document:
    """The record's document; empty fields are left out."""
    document = _of_component(record) if isinstance(record, Component) else _of_proposal(record)
    document |= {"key": key_of(record.type, record.id), "id": record.id, "type": record.type}
    return {field: value for field, value in document.items() if value}


def _of_component(component: Component) -> Document:
    document = {
        "kind": component.kind.value,
        "owner": component.owner or "",
        "lifecycle": component.lifecycle.value,
        "languages": " ".join(component.languages()),
        "capabilities": " ".join(component.capabilities),
        "eligibility": " ".join(kind.value for kind in component.eligibility),
    }
    called = [*component.aliases, *component.acronyms]
    keys: list[str] = []
    for language in LANGUAGES:
        name = " ".join(filter(None, [getattr(component.name, language), *called]))
        text = " ".join(filter(None, _said(component, language)))
        document |= _analysed(name, text, language, keys)
    return document | {"keys": " ".join(keys)}


def _said(component: Component, language: Language) -> Iterable[str | None]:
    for text in (component.summary, component.description):
        yield getattr(text, language) if text is not None else None
    yield from getattr(component.features, language)
    yield from getattr(component.keywords, language)


def _of_proposal(proposal: Proposal) -> Document:
    said = (proposal.problem, proposal.description, proposal.outcomes)
    text = " ".join(part for part in said if part)
    language = proposal.language or guess_language(f"{proposal.title} {text}")
    keys: list[str] = []
    document = _analysed(proposal.title, text, language, keys)
    return document | {
        "keys": " ".join(keys),
        "languages": language,
        "owner": proposal.organization or "",
        "lifecycle": proposal.status.value,
        "capabilities": " ".join(proposal.capabilities),
    }


def _analysed(name: str, text: str, language: Language, keys: list[str]) -> Document:
    """Stems of name and text in their language's fields; their cognate keys join ``keys``."""
    keys.extend(cognate_keys(f"{name} {text}", language))
    return {
        f"name_{language}": " ".join(stems(name, language)),
        f"text_{language}": " ".join(stems(text, language)),
    }
