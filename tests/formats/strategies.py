"""Records of every shape, with the texts that break files."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from catalogue.domain.component import Component, ComponentKind, Lifecycle, RelationKind
from catalogue.domain.organization import BodyKind
from catalogue.domain.proposal import Proposal, ProposalStatus
from catalogue.domain.validation import validate

T = TypeVar("T")

_NASTY = [
    *"=+-@'\"\\;|,:<>()☎\t\n#%$ ",
    "\u00a0",
    "\u2028",
    "\x85",
    "\ufffe",
    "\uffff",
    "\ufeff",
    "😀",
    "é",
    "_x0041_",
    "_x",
    "''=",
    "\\;",
    "sep=;",
]
_PIECES = st.one_of(
    st.sampled_from(_NASTY),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=4),
)


def texts(most: int = 6) -> st.SearchStrategy[str]:
    joined = st.lists(_PIECES, min_size=1, max_size=most).map("".join)
    return joined.filter(lambda text: bool(text.strip()))


LINES = texts()
PROSE = texts(12)
IDENTIFIERS = st.from_regex(r"[A-Za-z0-9][a-z0-9:;|@()+=_.,-]{0,12}", fullmatch=True)
CAPABILITIES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}(/[a-z0-9]{1,5})?", fullmatch=True)
DATES = st.dates(date(1900, 1, 2), date(2100, 1, 1)).map(date.isoformat)
MONEY = st.one_of(
    st.floats(0, 1e12, allow_nan=False),
    st.integers(0, 10**12),
    st.sampled_from([1.234, 0.123, 1e-7, 1234.5, 250000.0, 0.1 + 0.2]),
)


def some(values: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[list[T]]:
    return st.lists(values, max_size=most)


def bilingual(values: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    both = st.fixed_dictionaries({}, optional={"fr": values, "en": values})
    return both.filter(bool)


def enum(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([value.value for value in values])


LISTS = st.fixed_dictionaries({}, optional={"fr": some(LINES), "en": some(LINES)})
EMAILS = st.sampled_from(["a@b.ca", "équipe;x|y@z.org", "a>(b)<@c.d", "=a@b.c"])
ADDRESSES = st.sampled_from(["https://example.org/a;b|c?d=e&f", "http://x.y/'=1", "https://é.ca"])
CONTACTS = st.fixed_dictionaries(
    {"name": LINES}, optional={"email": EMAILS, "phone": LINES, "role": LINES}
)
_ONBOARDING_TEXT = bilingual(PROSE)
ONBOARDING = st.fixed_dictionaries(
    {},
    optional={
        "how": _ONBOARDING_TEXT,
        "lead_time_days": st.integers(0, 3650),
        "tariff": _ONBOARDING_TEXT,
        "service_level": _ONBOARDING_TEXT,
        "classification": st.sampled_from(["public", "restricted"]),
        "hosting": st.sampled_from(["public_cloud", "on_premises"]),
    },
).filter(bool)
_COMPONENT = st.fixed_dictionaries(
    {
        "id": IDENTIFIERS,
        "name": bilingual(LINES),
        "summary": bilingual(LINES),
    },
    optional={
        "aliases": some(LINES),
        "acronyms": some(LINES),
        "kind": enum(ComponentKind),
        "description": bilingual(PROSE),
        "features": LISTS,
        "capabilities": some(CAPABILITIES),
        "keywords": LISTS,
        "owner": LINES,
        "contacts": some(CONTACTS),
        "lifecycle": enum(Lifecycle),
        "replaced_by": st.just("Zz-replacement"),
        "eligibility": some(enum(BodyKind)),
        "onboarding": ONBOARDING,
        "links": st.fixed_dictionaries({}, optional={"website": ADDRESSES, "source": ADDRESSES}),
        "licence": LINES,
        "standards": some(LINES),
        "relations": some(
            st.fixed_dictionaries({"type": enum(RelationKind), "target": IDENTIFIERS})
        ),
        "used_by": some(
            st.fixed_dictionaries({"organization": IDENTIFIERS}, optional={"since": DATES})
        ),
        "verified_on": DATES,
        "verified_by": LINES,
    },
)
_PROPOSAL = st.fixed_dictionaries(
    {"id": IDENTIFIERS, "title": LINES, "description": PROSE},
    optional={
        "problem": PROSE,
        "outcomes": PROSE,
        "capabilities": some(CAPABILITIES),
        "language": st.sampled_from(["fr", "en"]),
        "organization": LINES,
        "people": some(LINES),
        "estimated_cost": MONEY,
        "costs": some(
            st.fixed_dictionaries(
                {"fiscal_year": st.sampled_from(["2026-2027", "2027-2028"])},
                optional={"build": MONEY, "run": MONEY},
            )
        ),
        "start": st.just("2026-04-01"),
        "end": st.just("2027-03-31"),
        "clientele": PROSE,
        "status": enum(ProposalStatus),
    },
)
COMPONENTS = _COMPONENT.map(lambda data: validate(Component, data))
PROPOSALS = _PROPOSAL.map(lambda data: validate(Proposal, data))
