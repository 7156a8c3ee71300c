"""A screened file as sheets of a workbook that people read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from catalogue.domain.cluster import Cluster
from catalogue.domain.match import BANDS, CheckResult, Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.screened import Screened, Within
from catalogue.domain.text import Language, in_language
from catalogue.formats.book import Formats, Heading, Kind, Link, Page, Table

from .chances import SUREST
from .reasons import why
from .report import passages_of
from .screening_summary import summary_page
from .sentences import say

NUMBERS: dict[Language, Formats] = {
    "fr": {
        "money": '#,##0\\ "$"',
        "cents": '#,##0.00\\ "$"',
        "percent": "0\\ %",
        "number": "#,##0",
    },
    "en": {
        "money": '"$"#,##0',
        "cents": '"$"#,##0.00',
        "percent": "0%",
        "number": "#,##0",
    },
}
"""How a spreadsheet writes amounts, shares and counts in each language."""

_PASSAGES = 2
_LONGEST = 280
_MEMBERS = 12
_WORDS = 8

Columns = tuple[tuple[str, int, Kind], ...]

_MATCHES: Columns = (
    ("project", 34, "text"),
    ("body", 22, "text"),
    ("cost", 15, "money"),
    ("resembles", 34, "text"),
    ("of_body", 24, "text"),
    ("type", 13, "text"),
    ("probability", 12, "percent"),
    ("band", 16, "text"),
    ("why", 46, "text"),
    ("passages", 60, "text"),
    ("differs", 28, "text"),
    ("project_id", 18, "text"),
    ("record_id", 18, "text"),
)
_CLUSTERS: Columns = (
    ("cluster", 10, "text"),
    ("cluster_name", 36, "text"),
    ("projects", 11, "number"),
    ("body_count", 13, "number"),
    ("bodies", 46, "text"),
    ("total", 17, "money"),
    ("beyond_body", 19, "money"),
    ("beyond", 17, "money"),
    ("without_cost", 12, "number"),
    ("cohesion", 13, "percent"),
    ("because", 34, "text"),
    ("members", 54, "text"),
)
_MEMBERS_COLUMNS: Columns = (
    ("cluster", 10, "text"),
    ("cluster_name", 34, "text"),
    ("project", 38, "text"),
    ("body", 34, "text"),
    ("cost", 16, "money"),
    ("description", 80, "text"),
    ("project_id", 18, "text"),
)
_PAIRS: Columns = (
    ("cluster", 10, "text"),
    ("one", 34, "text"),
    ("one_body_name", 24, "text"),
    ("one_cost", 15, "money"),
    ("other", 34, "text"),
    ("other_body", 24, "text"),
    ("other_cost", 15, "money"),
    ("probability", 12, "percent"),
    ("band", 16, "text"),
    ("why", 46, "text"),
    ("passages", 60, "text"),
    ("one_id", 18, "text"),
    ("other_id", 18, "text"),
)


def screening_book(
    screened: Screened, file: str, when: str, language: Language
) -> list[Page | Table]:
    """The sheets of a screened file; ``when`` is a date in words."""
    sheets: list[Page | Table] = [summary_page(screened, file, when, language)]
    telling = _Telling(screened, language)
    if screened.results is not None:
        sheets.append(telling.table("matches", _MATCHES, telling.matches()))
    if (within := screened.within) is not None:
        sheets.append(telling.table("clusters", _CLUSTERS, telling.clusters(within)))
        sheets.append(telling.table("members", _MEMBERS_COLUMNS, telling.members(within)))
        sheets.append(telling.table("pairs", _PAIRS, telling.pairs(within)))
    return sheets


class _Telling:
    def __init__(self, screened: Screened, language: Language) -> None:
        self.screened, self.language = screened, language
        self.by_id: Mapping[str, Proposal] = {one.id: one for one in screened.proposals}

    def say(self, code: str, /, **params: object) -> str:
        return say(code, self.language, **params)

    def table(self, name: str, columns: Columns, rows: Iterator[list[object]]) -> Table:
        headings = [Heading(self.say(f"book.{code}"), width, kind) for code, width, kind in columns]
        return Table(self.say(f"sheet.{name}"), headings, rows)

    def matches(self) -> Iterator[list[object]]:
        """The surest projects first, among equally sure ones the dearest."""
        asked = zip(self.screened.proposals, self.screened.results or (), strict=True)
        for proposal, result in sorted(asked, key=_worth_a_look):
            for match in result.matches:
                yield [
                    *_whose(proposal),
                    match.name,
                    self.owner(match),
                    self.say(f"type.{match.type}"),
                    *self.likeness(match),
                    ", ".join(match.only_left[:_WORDS]),
                    proposal.id,
                    match.id,
                ]

    def clusters(self, within: Within) -> Iterator[list[object]]:
        first = 2
        for cluster in within.clusters:
            titles = list(dict.fromkeys(cluster.titles))
            more = len(titles) - _MEMBERS
            shown = titles[:_MEMBERS] + (
                [self.say("clusters.more", count=more)] if more > 0 else []
            )
            yield [
                _number(cluster),
                Link(cluster.name, self.say("sheet.members"), first),
                len(cluster.proposals),
                len(cluster.bodies),
                "\n".join(cluster.bodies),
                cluster.money,
                cluster.beyond_one_body,
                cluster.beyond_largest,
                cluster.without_cost,
                min(cluster.cohesion, SUREST),
                ", ".join(cluster.ties[0].terms) if cluster.ties else "",
                "\n".join(shown),
            ]
            first += len(cluster.proposals)

    def members(self, within: Within) -> Iterator[list[object]]:
        for cluster in within.clusters:
            for name in cluster.proposals:
                proposal = self.by_id[name]
                yield [
                    self.link(cluster.id),
                    cluster.name,
                    *_whose(proposal),
                    _short(proposal.description),
                    proposal.id,
                ]

    def pairs(self, within: Within) -> Iterator[list[object]]:
        for pair in within.pairs:
            yield [
                self.link(pair.cluster) if pair.cluster else "",
                *_whose(self.by_id[pair.left]),
                *_whose(self.by_id[pair.right]),
                *self.likeness(pair.match),
                pair.left,
                pair.right,
            ]

    def likeness(self, match: Match) -> list[object]:
        """Probability, band, why and passages."""
        return [
            min(match.probability, SUREST),
            self.say(f"band.{match.band.value}"),
            why(match, self.language),
            "\n".join(
                f"{_short(one.left)} ↔ {_short(one.right)}"
                for one in passages_of(match)[:_PASSAGES]
            ),
        ]

    def owner(self, match: Match) -> str:
        known = self.screened.known.get(Matched(match.type, match.id))
        name = in_language(known.owner, self.language) if known else None
        return name[0] if name else ""

    def link(self, cluster: str) -> Link:
        number = int(cluster.removeprefix("cluster-"))
        return Link(number, self.say("sheet.clusters"), number + 1)


def _worth_a_look(checked: tuple[Proposal, CheckResult]) -> tuple[int, float]:
    proposal, result = checked
    bands = [BANDS.index(match.band) for match in result.matches]
    return min(bands, default=len(BANDS)), -(proposal.total_cost or 0.0)


def _whose(proposal: Proposal) -> list[object]:
    """Title, public body and cost."""
    return [proposal.title, proposal.organization or "", proposal.total_cost]


def _number(cluster: Cluster) -> int:
    return int(cluster.id.removeprefix("cluster-"))


def _short(text: str) -> str:
    return textwrap.shorten(text, _LONGEST, placeholder="…")
