"""The lexicon and the thesaurus as CSV: their columns."""

from __future__ import annotations

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent

from .columns import LIST, Column, bilingual
from .listing import ListFormat

LEXICON = ListFormat(
    Equivalent,
    (
        Column("fr", ("fr",), "Français", "French"),
        Column("en", ("en",), "Anglais", "English"),
        Column("domain", ("domain",), "Domaine", "Domain"),
    ),
    needed=("fr", "en"),
)
"""One pair of terms a row."""

_CONCEPT = (
    Column("id", ("id",), "Identifiant", "Identifier"),
    *bilingual("preferred", "Terme privilégié", "Preferred term"),
    *bilingual("alternative", "Autres termes", "Other terms", LIST),
    Column("broader", ("broader",), "Concept générique", "Broader concept"),
    Column("capabilities", ("capabilities",), "Capacités d’affaires", "Capabilities", LIST),
)

THESAURUS = ListFormat(Concept, _CONCEPT, needed=tuple(column.heading for column in _CONCEPT))
"""One concept a row. A file without one of the columns would wipe out what stands in it."""
