"""Which passwords are good enough.

Length, not composition, as NIST SP 800-63B (5.1.1.2) has it: at least twelve
characters of any kind, and none of the passwords that are tried first, which
are common words, runs along the alphabet or the keyboard, a few characters
over and over, and the account's own name.
"""

from __future__ import annotations

import re
import unicodedata

from .errors import FieldError
from .person import account_name

LEAST = 12
MOST = 256

_COMMON_WORDS = re.compile(
    r"""(?:
    abc|access|admin|administrateur|administrator|amour|anniversaire|august|
    automne|azerty|baseball|batman|bienvenue|bonjour|canada|canadien|canadiens|
    catalogue|changeme|changemoi|chocolat|chouchou|computer|coucou|decembre|
    december|demo|doudou|dragon|ete|fevrier|fondations|football|
    gouvernement|government|guest|hello|hiver|hockey|iloveyou|internet|invite|
    janvier|january|jetaime|juillet|july|juin|june|letmein|login|loulou|loveme|
    maison|marseille|master|michael|microsoft|ministere|monamour|monkey|montreal|
    motdepasse|nicolas|ninja|novembre|november|octobre|october|ordinateur|
    password|passe|passw|princess|princesse|printemps|qazwsx|qc|quebec|qwerty|
    qwertz|root|sante|secret|septembre|september|shadow|soleil|spring|starwars|
    summer|sunshine|superman|test|toto|trustno|user|utilisateur|welcome|
    winter
    ){1,2}""",
    re.VERBOSE,
)

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)
_RUNS = tuple(run for row in _ROWS for run in (row * 3, row[::-1] * 3))
_FEW_CHARACTERS = 4
_SHORTEST_RUN = 4
_MOST_AROUND = 6
"""Digits and signs around a common word that do not make it uncommon."""


def password_flaws(password: str, email: str) -> list[FieldError]:
    """What is wrong with a password for the account of this address; nothing where it is good."""
    text = normal(password)
    if len(text) < LEAST:
        return [_flaw("password_too_short", least=LEAST)]
    if len(text) > MOST:
        return [_flaw("password_too_long", most=MOST)]
    if _has_account_name(text, email):
        return [_flaw("password_has_email")]
    return [_flaw("password_common")] if _is_common(text) else []


def normal(password: str) -> str:
    """The password as it is compared, however the keyboard composed its characters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _flaw(code: str, **params: int) -> FieldError:
    return FieldError(("password",), code, params)


def _has_account_name(text: str, email: str) -> bool:
    name = account_name(email)
    local = name.partition("@")[0]
    folded = text.casefold()
    return name in folded or (len(local) >= _SHORTEST_RUN and local in folded)


def _is_common(text: str) -> bool:
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    if len(set(plain)) <= _FEW_CHARACTERS or any(plain in run for run in _RUNS):
        return True
    core = "".join(c for c in plain if c.isalpha())
    if len(plain) - len(core) > _MOST_AROUND:
        return _is_run(core) and _is_run("".join(c for c in plain if c.isdigit()))
    return _is_run(core) or _COMMON_WORDS.fullmatch(core) is not None


def _is_run(text: str) -> bool:
    return len(text) >= _SHORTEST_RUN and any(text in run for run in _RUNS)
