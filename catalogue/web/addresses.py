"""Every page's address, in French under ``/fr`` and in English under ``/en``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, current_app, g, request, url_for

from catalogue.domain.text import LANGUAGES, Language

View = TypeVar("View", bound=Callable[..., Any])

FRENCH = {
    "account": "compte",
    "add": "ajouter",
    "administration": "administration",
    "advice": "conseils",
    "answers": "reponses",
    "cancel": "annuler",
    "capabilities": "capacites",
    "certificates": "attestations",
    "check": "verification",
    "compare": "comparer",
    "components": "composantes",
    "confirm": "confirmer",
    "context": "contexte",
    "costs": "couts",
    "deactivate": "desactiver",
    "decide": "decider",
    "demand": "demande",
    "developers": "developpeurs",
    "discard": "mettre-de-cote",
    "edit": "modifier",
    "evidence": "preuves",
    "export.csv": "export.csv",
    "export.json": "export.json",
    "export.yml": "export.yml",
    "feed.atom": "flux.atom",
    "feeds": "flux",
    "finish": "terminer",
    "history": "historique",
    "import": "importation",
    "link": "lien",
    "move": "transferer",
    "my-components": "mes-composantes",
    "need": "besoin",
    "new-secret": "nouveau-secret",
    "organize": "organiser",
    "password": "mot-de-passe",
    "pause": "pause",
    "people": "personnes",
    "proposals": "projets",
    "public-bodies": "organismes",
    "reactivate": "reactiver",
    "remove": "supprimer",
    "renew": "renouveler",
    "reset": "reinitialiser",
    "restore": "recuperer",
    "resume": "reprendre",
    "retire": "retirer",
    "reviews": "examens",
    "revoke": "revoquer",
    "schedule": "calendrier",
    "searched": "cherche",
    "searches": "recherches",
    "secret": "secret",
    "send-again": "renvoyer",
    "sign-in": "connexion",
    "sign-out": "deconnexion",
    "sign-out-elsewhere": "deconnexion-ailleurs",
    "start": "commencer",
    "submissions": "soumissions",
    "submitted": "soumis",
    "suggest": "suggestions",
    "take-up": "entreprendre",
    "template.<ending>": "gabarit.<ending>",
    "test": "essai",
    "tokens": "jetons",
    "told-apart": "paires-distinguees",
    "vocabulary": "vocabulaire",
    "webhooks": "crochets-web",
    "withdraw": "retirer",
}
"""The words of English addresses in French. An address with a word that is not here is refused."""

_SWITCHED = re.compile(r"/(fr|en)(?=/|$)")


def page(blueprint: Blueprint, rule: str, **options: Any) -> Callable[[View], View]:
    """Give a view an address in each language.

    ``rule`` is the English one without ``/en``: ``/components/<component_id>``.
    The view's name is its endpoint; it is not called with the language, which
    ``language()`` tells. ``options`` are Flask's: ``methods`` for example.
    Raises KeyError for a word without its French.
    """

    def give(view: View) -> View:
        for language, words in (("en", rule), ("fr", in_french(rule))):
            blueprint.add_url_rule(
                f"/{language}{words}",
                view.__name__,
                view,
                defaults={"language": language},
                **options,
            )
        return view

    return give


def in_french(rule: str) -> str:
    """An English rule with its words in French; what it captures stays as it is."""
    parts = rule.split("/")
    return "/".join(part if not part or part.startswith("<") else FRENCH[part] for part in parts)


def language() -> Language:
    """The language of the page that is asked for."""
    chosen: Language = g.language
    return chosen


def other_language() -> Language:
    """The language that the reader can switch to."""
    return "en" if language() == "fr" else "fr"


def here(wanted: Language) -> str:
    """The address of the page that is asked for, in a language, with its query."""
    if request.endpoint and _is_localised(request.endpoint):
        address = url_for(request.endpoint, language=wanted, **(request.view_args or {}))
        # Not as arguments of url_for, some of which have a meaning of their own.
        query = urlencode(list(request.args.items(multi=True)))
        return f"{address}?{query}" if query else address
    if _SWITCHED.match(request.path):
        return _SWITCHED.sub(f"/{wanted}", request.full_path.removesuffix("?"), count=1)
    return url_for("home.search", language=wanted)


def outside(endpoint: str, **values: Any) -> str:
    """A page's whole address, for links that leave the site."""
    base: str | None = current_app.config["SETTINGS"].base_url
    if base is None:
        return url_for(endpoint, _external=True, **values)
    return base + url_for(endpoint, **values)


def outside_of(path: str) -> str:
    """The whole address of something that is no page, by its path within the site."""
    base: str | None = current_app.config["SETTINGS"].base_url
    return (base or request.url_root.rstrip("/")) + path


def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before a request: find its language, and keep it from the view."""
    g.language = _found((values or {}).pop("language", None))


def give_language(endpoint: str, values: dict[str, Any]) -> None:
    """To each address that is made within a page: the page's language, unless it has another."""
    if "language" not in values and "language" in g and _is_localised(endpoint):
        values["language"] = g.language


def preferred() -> Language:
    """The language that the reader chose last, else the one that the browser asks for."""
    wanted = [request.cookies.get(COOKIE), *_accepted()]
    return next((known for value in wanted if (known := _known(value))), "fr")


def _accepted() -> list[str]:
    """The browser's languages, the best first, without their countries."""
    return [value.partition("-")[0].lower() for value in request.accept_languages.values()]


COOKIE = "catalogue_language"


def _found(stated: object) -> Language:
    in_path = _SWITCHED.match(request.path)
    return _known(stated) or _known(in_path and in_path.group(1)) or preferred()


def _known(value: object) -> Language | None:
    return next((language for language in LANGUAGES if language == value), None)


def _is_localised(endpoint: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, "language")
