"""Public bodies in the database, and finding the one that a text means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count

from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.identifiers import slug
from catalogue.domain.organization import BodyKind, Organization
from catalogue.domain.text import BilingualLine, Language

from . import audit
from .connection import require_transaction
from .names import folded
from .outcome import Outcome

_ALL = "SELECT id, name_fr, name_en, acronym_fr, acronym_en, kind FROM organization"
_SOURCES = ("name", "id", "acronym")


def save(
    db: Database,
    organization: Organization,
    *,
    actor: str,
    confirmed: bool = True,
    at: datetime | None = None,
) -> Outcome:
    """Write a public body where it is new or differs; ``confirmed`` says that somebody vouches.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    old = _find(db, organization.id)
    if old == organization and is_confirmed(db, organization.id) == confirmed:
        return Outcome.unchanged
    acronym = organization.acronym
    db.execute(
        "INSERT INTO organization"
        " (id, name_fr, name_en, acronym_fr, acronym_en, kind, confirmed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " name_fr = excluded.name_fr, name_en = excluded.name_en,"
        " acronym_fr = excluded.acronym_fr, acronym_en = excluded.acronym_en,"
        " kind = excluded.kind, confirmed = excluded.confirmed",
        [
            organization.id,
            organization.name.fr,
            organization.name.en,
            acronym.fr if acronym else None,
            acronym.en if acronym else None,
            organization.kind.value if organization.kind else None,
            confirmed,
        ],
    )
    _write_keys(db, organization)
    outcome = Outcome.changed if old else Outcome.created
    details = organization.model_dump(mode="json", exclude={"type", "id"})
    details["confirmed"] = confirmed
    audit.append(db, actor, outcome.value, f"organization/{organization.id}", details, at)
    return outcome


def get(db: Database, organization_id: str) -> Organization:
    """The public body. Raises NotFound."""
    found = _find(db, organization_id)
    if found is None:
        raise NotFound(type="organization", id=organization_id)
    return found


def all(db: Database) -> list[Organization]:
    """Every public body, in the order of their ids."""
    return [_organization(*row) for row in db.execute(f"{_ALL} ORDER BY id")]


def unconfirmed(db: Database) -> list[Organization]:
    """Public bodies that were only met in records, and that nobody has vouched for."""
    rows = db.execute(f"{_ALL} WHERE NOT confirmed ORDER BY id")
    return [_organization(*row) for row in rows]


def is_confirmed(db: Database, organization_id: str) -> bool:
    """Whether somebody vouched for the public body; false where it does not exist."""
    row = db.execute("SELECT confirmed FROM organization WHERE id = ?", [organization_id])
    return bool((row.fetchone() or [False])[0])


def resolve(db: Database, text: str, *, actor: str, language: Language = "fr") -> str:
    """The identifier of the public body that the text means.

    The text may be its identifier, its name in either language or its acronym,
    whatever the case, accents and punctuation. Where nothing fits, or only an
    acronym that several bodies share, an unconfirmed body with the text as its
    name (in ``language``) is made. Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    return find(db, text) or _meet(db, text, actor, language)


def find(db: Database, text: str) -> str | None:
    """The identifier of the public body that the text means, as ``resolve`` reads it; else None."""
    if db.execute("SELECT 1 FROM organization WHERE id = ?", [text]).fetchone():
        return text
    matches = db.execute(
        "SELECT organization, source, confirmed FROM organization_key"
        " JOIN organization ON id = organization WHERE key = ?",
        [folded(text)],
    ).fetchall()
    return _best(matches)


def named(db: Database, name: str) -> set[str]:
    """The identifiers of the public bodies of this name, whatever its case and accents."""
    rows = db.execute(
        "SELECT organization FROM organization_key WHERE key = ? AND source <> 'acronym'",
        [folded(name)],
    )
    return {organization for (organization,) in rows}


def _best(matches: Iterable[tuple[str, str, int]]) -> str | None:
    # Bodies that somebody vouches for come first, and acronyms last.
    by_rank: dict[tuple[bool, int], list[str]] = {}
    for organization, source, confirmed in matches:
        by_rank.setdefault((not confirmed, _SOURCES.index(source)), []).append(organization)
    for (_, source_rank), found in sorted(by_rank.items()):
        if len(found) == 1 or _SOURCES[source_rank] != "acronym":
            return min(found)
    return None


def _meet(db: Database, text: str, actor: str, language: Language) -> str:
    base = slug(text)
    candidates = (base if n == 1 else f"{base}-{n}" for n in count(1))
    free = next(candidate for candidate in candidates if _find(db, candidate) is None)
    name = BilingualLine(fr=text) if language == "fr" else BilingualLine(en=text)
    save(db, Organization(id=free, name=name), actor=actor, confirmed=False)
    return free


def _write_keys(db: Database, organization: Organization) -> None:
    db.execute("DELETE FROM organization_key WHERE organization = ?", [organization.id])
    db.conn.executemany(
        "INSERT OR IGNORE INTO organization_key (key, source, organization) VALUES (?, ?, ?)",
        [(folded(text), source, organization.id) for source, text in _called(organization)],
    )


def _called(organization: Organization) -> Iterator[tuple[str, str]]:
    yield "id", organization.id
    for source, text in (("name", organization.name), ("acronym", organization.acronym)):
        for language in text.languages() if text else ():
            yield source, getattr(text, language)


def _find(db: Database, organization_id: str) -> Organization | None:
    row = db.execute(f"{_ALL} WHERE id = ?", [organization_id]).fetchone()
    return _organization(*row) if row else None


def _organization(organization_id: str, *columns: str | None) -> Organization:
    name_fr, name_en, acronym_fr, acronym_en, kind = columns
    has_acronym = acronym_fr or acronym_en
    return Organization(
        id=organization_id,
        name=BilingualLine(fr=name_fr, en=name_en),
        acronym=BilingualLine(fr=acronym_fr, en=acronym_en) if has_acronym else None,
        kind=BodyKind(kind) if kind else None,
    )
