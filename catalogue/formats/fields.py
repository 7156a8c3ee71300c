"""The columns of flat files: what each holds, and what people call it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .cells import (
    contact_text,
    list_text,
    pair_text,
    read_contacts,
    read_list,
    read_money,
    read_number,
    read_pairs,
    read_years,
    year_text,
)

Path = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field that it holds, and how a cell is read and written."""

    heading: str
    path: Path
    labels: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


def _texts(name: str, fr: str, en: str) -> list[Column]:
    return [
        Column(f"{name}_fr", (name, "fr"), (f"{fr} (fr)", f"{fr} en français", f"{en} (fr)")),
        Column(f"{name}_en", (name, "en"), (f"{en} (en)", f"{fr} (en)", f"{fr} en anglais")),
    ]


def _lists(name: str, fr: str, en: str) -> list[Column]:
    return [
        Column(f"{name}_fr", (name, "fr"), (f"{fr} (fr)",), read_list, list_text),
        Column(f"{name}_en", (name, "en"), (f"{en} (en)",), read_list, list_text),
    ]


def _onboarding(name: str, fr: str, en: str) -> list[Column]:
    return [
        Column(f"onboarding_{name}_{lang}", ("onboarding", name, lang), (f"{label} ({lang})",))
        for lang, label in (("fr", fr), ("en", en))
    ]


COMPONENT: tuple[Column, ...] = (
    Column("id", ("id",), ("identifiant", "identifier")),
    *_texts("name", "nom", "name"),
    Column("aliases", ("aliases",), ("autres noms", "other names"), read_list, list_text),
    Column("acronyms", ("acronyms",), ("sigles", "acronyms"), read_list, list_text),
    Column("kind", ("kind",), ("nature", "genre")),
    *_texts("summary", "résumé", "summary"),
    *_texts("description", "description", "description"),
    *_lists("features", "fonctions", "features"),
    Column("capabilities", ("capabilities",), ("capacités",), read_list, list_text),
    *_lists("keywords", "mots-clés", "keywords"),
    Column("owner", ("owner",), ("propriétaire", "responsable", "organisme responsable")),
    Column("contacts", ("contacts",), ("personnes-ressources",), read_contacts, contact_text),
    Column("lifecycle", ("lifecycle",), ("cycle de vie", "état")),
    Column("replaced_by", ("replaced_by",), ("remplacé par", "replaced by")),
    Column("eligibility", ("eligibility",), ("admissibilité",), read_list, list_text),
    *_onboarding("how", "comment adopter", "how to adopt"),
    Column(
        "onboarding_lead_time_days",
        ("onboarding", "lead_time_days"),
        ("délai (jours)", "lead time (days)"),
        read_number,
    ),
    *_onboarding("tariff", "tarif", "tariff"),
    *_onboarding("capacity", "capacité disponible", "capacity"),
    *_onboarding("service_level", "niveau de service", "service level"),
    Column(
        "onboarding_classification",
        ("onboarding", "classification"),
        ("classification de sécurité", "security classification"),
    ),
    Column("onboarding_hosting", ("onboarding", "hosting"), ("hébergement", "hosting")),
    Column("links_website", ("links", "website"), ("site web", "website")),
    Column("links_documentation", ("links", "documentation"), ("documentation",)),
    Column("links_source", ("links", "source"), ("code source", "source code")),
    Column("links_api", ("links", "api"), ("api",)),
    Column("licence", ("licence",), ("license",)),
    Column("standards", ("standards",), ("normes",), read_list, list_text),
    Column(
        "relations",
        ("relations",),
        ("liens entre composantes",),
        read_pairs("type", "target", ":"),
        pair_text("type", "target", ":"),
    ),
    Column(
        "used_by",
        ("used_by",),
        ("utilisé par", "used by"),
        read_pairs("organization", "since", "@"),
        pair_text("organization", "since", "@"),
    ),
    Column("verified_on", ("verified_on",), ("vérifié le", "verified on")),
    Column("verified_by", ("verified_by",), ("vérifié par", "verified by")),
)

PROPOSAL: tuple[Column, ...] = (
    Column("id", ("id",), ("identifiant", "identifier")),
    Column("title", ("title",), ("titre", "titre du projet", "project title", "project name")),
    Column("description", ("description",), ("project description",)),
    Column("problem", ("problem",), ("problème",)),
    Column("outcomes", ("outcomes",), ("résultats attendus", "expected outcomes")),
    Column("capabilities", ("capabilities",), ("capacités",), read_list, list_text),
    Column("language", ("language",), ("langue",)),
    Column("organization", ("organization",), ("organisme", "organisation", "department")),
    Column("people", ("people",), ("personnes",), read_list, list_text),
    Column(
        "estimated_cost",
        ("estimated_cost",),
        ("coût estimé", "estimated cost", "coût", "cost", "budget"),
        read_money,
    ),
    Column("costs", ("costs",), ("coûts par exercice", "costs by year"), read_years, year_text),
    Column("start", ("start",), ("début",)),
    Column("end", ("end",), ("fin",)),
    Column("clientele", ("clientele",), ("clientèle",)),
    Column("status", ("status",), ("statut",)),
)

ORGANIZATION: tuple[Column, ...] = (
    Column("id", ("id",), ("identifiant",)),
    *_texts("name", "nom", "name"),
    Column("acronym_fr", ("acronym", "fr"), ("sigle (fr)",)),
    Column("acronym_en", ("acronym", "en"), ("acronym (en)",)),
    Column("kind", ("kind",), ("genre",)),
)

CAPABILITY: tuple[Column, ...] = (
    Column("id", ("id",), ("identifiant",)),
    Column("parent", ("parent",)),
    *_texts("name", "nom", "name"),
    *_texts("definition", "définition", "definition"),
)

RecordType = Literal["component", "proposal", "organization", "capability"]
COLUMNS: dict[RecordType, Sequence[Column]] = {
    "component": COMPONENT,
    "proposal": PROPOSAL,
    "organization": ORGANIZATION,
    "capability": CAPABILITY,
}
TYPE_LABELS: dict[str, RecordType] = {
    "composante": "component",
    "proposition": "proposal",
    "projet": "proposal",
    "organisme": "organization",
    "capacite": "capability",
}
