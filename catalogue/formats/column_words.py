"""Words by which people head the columns of a list of projects, in French and in English."""

from __future__ import annotations

_SURE, _FAIR, _WEAK = 1.0, 0.8, 0.6


def _rated(sure: str, fair: str = "", weak: str = "") -> dict[str, float]:
    rated = ((_SURE, sure), (_FAIR, fair), (_WEAK, weak))
    return {word: score for score, words in rated for word in words.split()}


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


FIELDS: dict[str, dict[str, float]] = {
    "title": _rated(
        "title titre intitule libelle",
        "name nom designation denomination appellation",
        "project projet initiative investment investissement activity activite",
    ),
    "description": _rated(
        "description descriptif",
        "summary resume sommaire abstract overview apercu details narrative scope portee",
        "objective objectif objectifs objet purpose but explanation explication about",
    ),
    "organization": _rated(
        "department departement ministere organization organisation organisme agency agence "
        "institution",
        "sponsor promoteur body entity entite proponent administration",
        "owner proprietaire client responsible responsable lead",
    ),
    "estimated_cost": _rated(
        "cost costs cout couts budget budgets",
        "amount montant funding financement expenditure expenditures depense depenses spending "
        "price prix enveloppe",
        "value valeur total investment investissement",
    ),
    "id": _rated(
        "id identifier identifiant",
        "number numero no reference ref code",
        "key cle dossier file",
    ),
    "start": _rated("start debut", "begin beginning commencement", "from"),
    "end": _rated("end fin", "completion finish achevement echeance", "delivery livraison"),
    "language": _rated("language langue lang"),
    "problem": _rated(
        "problem probleme problematique", "need needs besoin besoins", "rationale justification"
    ),
    "outcomes": _rated(
        "outcomes outcome", "benefits benefit avantages retombees benefices", "results resultats"
    ),
}
"""Fields of a proposal that a list may hold, and the folded words of their headings,
with how surely each speaks of the field."""

IDLE = _words(
    "a an and au aux by d date de des du en et for in l la le les l of on par pour the to",
    "estimated estime estimes estimee estimees planned prevu prevue prevus prevues expected",
    "actual reel business public federal approved approuve proposed propose full short main cad",
    "annee year exercice fiscal",
)
"""Words of headings that speak of no field, nor against one."""

THOUSANDS = ("000", "k", "thousand", "thousands", "millier", "milliers")
MILLIONS = ("000000", "m", "million", "millions")
"""What a heading of amounts says of their unit, without signs and spaces."""

TOTALS = _words(
    "total totals totaux grand_total subtotal sub_total sous_total total_general somme sum"
)
"""Titles of rows that add up other rows (keys)."""
