"""The columns of each type of record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .columns import (
    ADDRESS,
    CODE,
    CODES,
    CONTACTS,
    DATE,
    LIST,
    MONEY,
    NUMBER,
    RELATIONS,
    USES,
    YEARS,
    Column,
    bilingual,
)

_ID = Column("id", ("id",), "Identifiant", "Identifier")
_CAPABILITIES = Column(
    "capabilities", ("capabilities",), "Capacités d’affaires", "Capabilities", LIST, ("capacités",)
)
_ON = ("onboarding",)
_LINKS = ("links",)

COMPONENT: tuple[Column, ...] = (
    _ID,
    *bilingual("name", "Nom", "Name"),
    Column("aliases", ("aliases",), "Autres noms", "Other names", LIST),
    Column("acronyms", ("acronyms",), "Sigles", "Acronyms", LIST),
    Column("kind", ("kind",), "Nature", "Kind", CODE, ("genre",)),
    *bilingual("summary", "Résumé", "Summary"),
    *bilingual("description", "Description", "Description"),
    *bilingual("features", "Fonctions", "Features", LIST),
    _CAPABILITIES,
    *bilingual("keywords", "Mots-clés", "Keywords", LIST),
    Column("owner", ("owner",), "Propriétaire", "Owner", also=("organisme responsable",)),
    Column("contacts", ("contacts",), "Personnes-ressources", "Contacts", CONTACTS),
    Column("lifecycle", ("lifecycle",), "Cycle de vie", "Lifecycle", CODE, ("état",)),
    Column("replaced_by", ("replaced_by",), "Remplacée par", "Replaced by", also=("remplacé par",)),
    Column("eligibility", ("eligibility",), "Admissibilité", "Eligibility", CODES),
    *bilingual("how", "Comment adopter", "How to adopt", outer=_ON),
    Column(
        "onboarding_lead_time_days",
        (*_ON, "lead_time_days"),
        "Délai (jours)",
        "Lead time (days)",
        NUMBER,
    ),
    *bilingual("tariff", "Tarif", "Tariff", outer=_ON),
    *bilingual("capacity", "Capacité disponible", "Capacity", outer=_ON),
    *bilingual("service_level", "Niveau de service", "Service level", outer=_ON),
    Column(
        "onboarding_classification",
        (*_ON, "classification"),
        "Classification de sécurité",
        "Security classification",
        CODE,
    ),
    Column("onboarding_hosting", (*_ON, "hosting"), "Hébergement", "Hosting", CODE),
    Column("links_website", (*_LINKS, "website"), "Site Web", "Website", ADDRESS),
    Column(
        "links_documentation", (*_LINKS, "documentation"), "Documentation", "Documentation", ADDRESS
    ),
    Column("links_source", (*_LINKS, "source"), "Code source", "Source code", ADDRESS),
    Column("links_api", (*_LINKS, "api"), "Description de l’API", "API", ADDRESS),
    Column("licence", ("licence",), "Licence", "Licence", also=("license",)),
    Column("standards", ("standards",), "Normes", "Standards", LIST),
    Column("relations", ("relations",), "Liens entre composantes", "Relations", RELATIONS),
    Column("used_by", ("used_by",), "Utilisée par", "Used by", USES, ("utilisé par",)),
    Column("verified_on", ("verified_on",), "Vérifiée le", "Verified on", DATE, ("vérifié le",)),
    Column("verified_by", ("verified_by",), "Vérifiée par", "Verified by", also=("vérifié par",)),
)

PROPOSAL: tuple[Column, ...] = (
    _ID,
    Column(
        "title",
        ("title",),
        "Titre",
        "Title",
        also=("titre du projet", "project title", "project name"),
    ),
    Column(
        "description",
        ("description",),
        "Description",
        "Description",
        also=("description du projet", "project description"),
    ),
    Column("problem", ("problem",), "Problème", "Problem"),
    Column("outcomes", ("outcomes",), "Résultats attendus", "Expected outcomes"),
    _CAPABILITIES,
    Column("language", ("language",), "Langue", "Language", CODE),
    Column(
        "organization",
        ("organization",),
        "Organisme",
        "Organization",
        also=("organisation", "organisme public", "public body", "department", "ministère"),
    ),
    Column("people", ("people",), "Personnes", "People", LIST),
    Column(
        "estimated_cost",
        ("estimated_cost",),
        "Coût estimé",
        "Estimated cost",
        MONEY,
        ("coût", "cost", "budget", "coût estimé ($)", "estimated cost ($)", "coût total"),
    ),
    Column("costs", ("costs",), "Coûts par exercice", "Costs by fiscal year", YEARS),
    Column("start", ("start",), "Début", "Start", DATE, ("date de début", "start date")),
    Column("end", ("end",), "Fin", "End", DATE, ("date de fin", "end date")),
    Column("clientele", ("clientele",), "Clientèle", "Clientele"),
    Column("status", ("status",), "Statut", "Status", CODE),
)

ORGANIZATION: tuple[Column, ...] = (
    _ID,
    *bilingual("name", "Nom", "Name"),
    *bilingual("acronym", "Sigle", "Acronym"),
    Column("kind", ("kind",), "Genre", "Kind", CODE, ("nature",)),
)

CAPABILITY: tuple[Column, ...] = (
    _ID,
    Column("parent", ("parent",), "Capacité mère", "Parent"),
    *bilingual("name", "Nom", "Name"),
    *bilingual("definition", "Définition", "Definition"),
)

RecordType = Literal["component", "proposal", "organization", "capability"]
COLUMNS: dict[RecordType, Sequence[Column]] = {
    "component": COMPONENT,
    "proposal": PROPOSAL,
    "organization": ORGANIZATION,
    "capability": CAPABILITY,
}
SHEETS: dict[RecordType, str] = {
    "component": "components",
    "proposal": "proposals",
    "organization": "organizations",
    "capability": "capabilities",
}
TYPE_LABELS: dict[str, RecordType] = {
    "composante": "component",
    "composante_commune": "component",
    "shared_component": "component",
    "proposition": "proposal",
    "projet": "proposal",
    "project": "proposal",
    "organisme": "organization",
    "organisme_public": "organization",
    "public_body": "organization",
    "capacite": "capability",
}
"""What people write in the column of types, and as the names of sheets (folded)."""
