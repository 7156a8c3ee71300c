"""Words that any description of any service may hold, and that convince nobody as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from catalogue.domain.text import Language
from catalogue.language.stems import stem
from catalogue.language.tokens import words

_LITTLE: Mapping[Language, str] = {
    "en": """
    able aim allow annual annually app application based basis benefit build create current day
    deliver design develop different enable ensure environment existing feature fund funding help
    implement improve include including information initiative introduce involve local maintain
    make manage management modern month need offer office official order organization part
    partner people person platform possible present process product program programme project
    propose proposed provide purpose real receive related replace require requirement service set
    simple single site software solution standard support system team time tool type use user want
    week work year
    additional appropriate better certain clear common commonly complete currently directly
    easily easy effective efficient entire every fast full fully general generally good great
    high important involve key large long main major necessary normally often ordinary
    particular quick quickly rapid rapidly regular regularly relevant sensible separately
    several short significant simply small specific typical typically usual usually various
    whole wide
    """,
    "fr": """
    aider ameliorer an annee annuel application assurer base besoin cadre cas choisir concevoir
    cours creer demander deploiement developper different disponible donner effectuer ensemble
    environ environnement equipe etape existant exiger faire fonction fonctionnalite fournir
    gerer gestion heure implanter inclure information initiative introduire jour local logiciel
    maintenir mettre mise mois moderne moyen nombre nouveau nouvelle obtenir offrir organisation
    organisme outil part partenaire partir permettre personne place plateforme possible pouvoir
    present processus produit programme projet proposer proposition puisse rapport realiser
    recevoir region remplacer seul semaine service simple site solution souhaiter soutenir
    structure systeme tache temps traiter traitement type unique usage usager utilisateur
    utiliser vers viser vise vouloir
    approprie bon certain clair clairement complet completement courant directement divers
    efficace entier facile facilement frequemment general generalement grand habituel
    habituellement important majeur necessaire normalement ordinaire ordinairement particulier
    pertinent petit principal rapide rapidement regulier regulierement simplement significatif
    souvent specifique
    """,
}


def says_little(said: str, language: Language) -> bool:
    """Whether every word of a folded word or expression is one of these, inflected or not."""
    return all(stem(word, language) in _stems(language) for word in said.split())


@cache
def _stems(language: Language) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words(_LITTLE[language]))
