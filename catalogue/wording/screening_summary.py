"""The first sheet of a screened file: what was compared, what came out, how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.domain.cluster import Cluster
from catalogue.domain.match import BANDS, Band
from catalogue.domain.proposal import Proposal
from catalogue.domain.screened import Screened, Within
from catalogue.domain.text import Language
from catalogue.formats.book import Kind, Line, Link, Page

from .sentences import percent, say

_WIDTHS = (56, 14, 14, 20, 20, 20)
_LARGEST = 10
_SEVERAL = 2

_FIGURES: tuple[Kind, ...] = ("number", "number", "money", "money", "money")


def summary_page(screened: Screened, file: str, when: str, language: Language) -> Page:
    """The sheet that a reader opens first. ``when`` is a date in words."""
    told = _Told(screened, language)
    return Page(say("sheet.summary", language), _WIDTHS, list(told.lines(file, when)))


def is_shared(cluster: Cluster) -> bool:
    """Whether several public bodies pay for it."""
    return len(cluster.bodies) >= _SEVERAL


class _Told:
    def __init__(self, screened: Screened, language: Language) -> None:
        self.screened, self.language = screened, language

    def lines(self, file: str, when: str) -> Iterator[Line]:
        yield Line("title", self.say("book.title"))
        yield from self.lead()
        yield from self.compared(file, when)
        if self.screened.results is not None:
            yield from self.catalogue()
        if self.screened.within is not None:
            yield from self.clusters(self.screened.within)
        yield from self.reading()
        yield from self.limits()

    def say(self, code: str, /, **params: object) -> str:
        return say(code, self.language, **params)

    def lead(self) -> Iterator[Line]:
        proposals, within = self.screened.proposals, self.screened.within
        cost = money_of(proposals)
        yield Line("paragraph", self.say("book.lead", projects=len(proposals), money=cost))
        if self.screened.results is not None:
            flagged = [*self.of_band(Band.duplicate), *self.of_band(Band.overlap)]
            told = {"flagged": len(flagged), "flagged_money": money_of(flagged)}
            yield Line("paragraph", "•  " + self.say("book.lead_matches", **told))
        if within is not None:
            shared = [one for one in within.clusters if is_shared(one)]
            text = self.say(
                "book.lead_clusters",
                members=sum(len(one.proposals) for one in within.clusters),
                clusters=len(within.clusters),
                shared=len(shared),
                beyond=sum(one.beyond_one_body for one in shared),
            )
            yield Line("paragraph", "•  " + text)

    def compared(self, file: str, when: str) -> Iterator[Line]:
        proposals, results = self.screened.proposals, self.screened.results
        count = len(proposals)
        yield Line("section", self.say("book.compared"))
        yield self.value("book.file", file)
        yield self.value("book.when", when)
        yield self.value("book.model", self.screened.model)
        yield self.value("book.projects", count, "number")
        bodies = {one.organization for one in proposals if one.organization}
        yield self.value("book.bodies", len(bodies), "number")
        yield self.value("book.money", money_of(proposals), "money")
        costless = sum(one.total_cost is None for one in proposals)
        yield self.value("book.costless", costless, "number")
        if results is None:
            yield Line("paragraph", self.say("book.not_asked"))
        elif results:
            yield self.value("book.records", results[0].index.records, "number")
        if self.screened.within is None:
            yield Line("paragraph", self.say("book.not_compared"))
        else:
            yield self.value("book.couples", count * (count - 1) // 2, "number")

    def catalogue(self) -> Iterator[Line]:
        results = self.screened.results or ()
        yield Line("section", self.say("book.resemble_catalogue"))
        columns = ("book.projects", "book.matches", "book.their_cost")
        yield Line("header", self.say("book.strongest"), [self.say(one) for one in columns])
        matches = [match.band for result in results for match in result.matches]
        for band in (*BANDS, None):
            projects = self.of_band(band)
            label = self.say("book.nothing") if band is None else self.from_band(band)
            count = matches.count(band) if band else 0
            figures = [len(projects), count, money_of(projects)]
            yield Line("values", label, figures, ("number", "number", "money"))

    def clusters(self, within: Within) -> Iterator[Line]:
        several = [one for one in within.clusters if is_shared(one)]
        single = [one for one in within.clusters if not is_shared(one)]
        columns = ("book.number", "book.projects", "book.total", "book.beyond_body", "book.beyond")
        yield Line("section", self.say("book.resemble_each_other"))
        yield Line("header", self.say("book.kind_of_cluster"), [self.say(one) for one in columns])
        for code, chosen in (
            ("book.several_bodies", several),
            ("book.one_body", single),
            ("book.all", within.clusters),
        ):
            yield Line("values", self.say(code), [len(chosen), *_sums(chosen)], _FIGURES)
        if several:
            heads = ("book.bodies", *columns[1:])
            yield Line("header", self.say("book.largest"), [self.say(one) for one in heads])
        for one in several[:_LARGEST]:
            row = int(one.id.removeprefix("cluster-")) + 1
            link = Link(one.name, self.say("sheet.clusters"), row)
            yield Line("values", link, [len(one.bodies), *_sums([one])], _FIGURES)
        yield Line("section", self.say("book.pairs"))
        yield self.value("book.pairs_found", within.found, "number")
        yield self.value("book.pairs_shown", len(within.pairs), "number")

    def reading(self) -> Iterator[Line]:
        yield Line("section", self.say("book.reading"))
        bands = ", ".join(map(self.from_band, BANDS))
        yield self.value("book.probability", self.say("book.read_probability"))
        yield self.value("book.band", self.say("book.read_band", bands=bands))
        yield self.value("book.why", self.say("book.read_why"))
        yield self.value("book.passages", self.say("book.read_passages"))
        if self.screened.within is not None:
            yield self.value("book.cluster", self.say("book.read_cluster"))
            yield self.value("book.beyond_body", self.say("book.read_beyond"))
            yield self.value("book.beyond", self.say("book.read_beyond_project"))
        yield self.value("book.links", self.say("book.read_links"))

    def limits(self) -> Iterator[Line]:
        yield Line("section", self.say("book.limits"))
        results = self.screened.results
        state = results[0].index if results else None
        warnings = {
            "book.limit_empty": state is not None and not state.records,
            "book.limit_stale": state is not None and not state.fresh,
            "book.limit_meaning": state is not None and not state.meaning,
            "book.limit_people": True,
            "book.limit_texts": True,
            "book.limit_catalogue": state is not None,
            "book.limit_money": True,
        }
        for code, holds in warnings.items():
            if holds:
                yield Line("paragraph", "•  " + self.say(code))

    def value(self, code: str, value: object, kind: Kind = "text") -> Line:
        return Line("values", self.say(code), [value], (kind,))

    def from_band(self, band: Band) -> str:
        least = percent(self.screened.thresholds[band], self.language)
        return self.say("book.from", band=self.say(f"band.{band.value}"), least=least)

    def of_band(self, band: Band | None) -> list[Proposal]:
        """The proposals whose strongest match is of this band."""
        pairs = zip(self.screened.proposals, self.screened.results or (), strict=True)
        return [
            one
            for one, result in pairs
            if (result.matches[0].band if result.matches else None) == band
        ]


def money_of(proposals: Sequence[Proposal]) -> float:
    """What the proposals cost together, in dollars, as far as they say."""
    return sum(one.total_cost or 0.0 for one in proposals)


def _sums(chosen: Sequence[Cluster]) -> list[float]:
    """Projects, money, and money without the body that pays most, and without the dearest."""
    return [
        sum(len(one.proposals) for one in chosen),
        sum(one.money for one in chosen),
        sum(one.beyond_one_body for one in chosen),
        sum(one.beyond_largest for one in chosen),
    ]
