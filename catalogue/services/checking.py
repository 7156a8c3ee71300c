"""The check that a proposed project passes: what exists already, and why it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalogue.domain.component import Component, Lifecycle
from catalogue.domain.match import Alike, Band, CheckResult, IndexState, Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal, ProposalStatus
from catalogue.matching.corpus import Entry
from catalogue.matching.evidence import Side, explain
from catalogue.matching.folding_alike import Folding
from catalogue.matching.model import MatchingModel
from catalogue.matching.ranking import Scored, among, rank
from catalogue.matching.variant import Variant, variants_of
from catalogue.search.find import find_alike
from catalogue.storage import organizations, queue, records

from .asking import ask
from .corpora import TYPES, Corpora
from .own_first import Ranked, own_first
from .seen_from import as_they_ask
from .workspace import Workspace

MOST_WARNINGS = 7
MOST_RELATED = 5
_LOOKED_AT = 30
"""Places among which equals are put in order; nobody is shown more."""

_HIDDEN = frozenset({ProposalStatus.draft, ProposalStatus.withdrawn})

Record = Component | Proposal


@dataclass(frozen=True)
class Wanted:
    """How many matches to return: the few worth a person's time, or the best ``top``.

    ``minimum`` is a probability; None takes the model's threshold for *related*.
    Records that are all but the same are told as one where ``top`` is None.
    ``settled`` are left out, and make room for others. ``apart`` counts
    components and proposals each for themselves, so that neither takes the
    other's room.
    """

    top: int | None = None
    minimum: float | None = None
    settled: frozenset[Matched] = frozenset()
    apart: bool = False


class Checker:
    """Checks drafts against everything in a workspace. Loads the corpora once."""

    def __init__(
        self,
        workspace: Workspace,
        corpora: Corpora | None = None,
        model: MatchingModel | None = None,
    ) -> None:
        self.workspace = workspace
        self.corpora = corpora or Corpora(workspace)
        self.model = model or self.corpora.model

    def check(self, draft: Record, wanted: Wanted | None = None) -> CheckResult:
        """What the draft may duplicate, the most probable first. The draft is stored nowhere."""
        asked = wanted or Wanted()
        sides = self.sides(draft)
        found = self.found(sides)
        ranked = [
            (scored, kind)
            for kind in TYPES
            for scored in self.ranked(sides, draft, kind, found.get(kind, ()))
        ]
        ranked.sort(key=lambda pair: (-pair[0].log_odds, pair[1], pair[0].record_id))
        if own_body := self._own_body(draft):
            ranked = own_first(ranked, _LOOKED_AT, partial(self._is_of, own_body))
        groups = [[kind] for kind in TYPES] if asked.apart else [list(TYPES)]
        matches: list[Match] = []
        for kinds in groups:
            of_these = [pair for pair in ranked if pair[1] in kinds]
            matches += self._explained(sides, of_these, draft, asked)
        places = {(kind, scored.record_id): place for place, (scored, kind) in enumerate(ranked)}
        matches.sort(key=lambda match: places[match.type, match.id])
        return CheckResult(matches=tuple(matches), index=self.index_state(), model=self.model.name)

    def sides(self, record: Record) -> list[Side]:
        """The record in each of its languages, as it is compared."""
        variants = variants_of(record)
        entries = self.corpora.prepared(variants)
        return [Side(*pair) for pair in zip(variants, entries, strict=True)]

    def found(self, sides: Sequence[Side]) -> dict[str, list[str]]:
        """What full-text search brings that shares telling words, by type of record."""
        found: dict[str, list[str]] = {kind: [] for kind in TYPES}
        for side in sides:
            for kind, ids in ask(self.workspace, partial(_alike, side.variant)).items():
                found[kind] += ids
        return found

    def ranked(
        self, sides: Sequence[Side], draft: Record, kind: str, found: Iterable[str]
    ) -> list[Scored]:
        """All candidate records of a type, those found among them, the most probable first."""
        own = self._own_id(draft) if draft.type == kind else ""
        ranked = self._by_themselves(sides, kind, found, own)
        if isinstance(draft, Proposal) and kind == "component":
            return among(ranked, self.model)
        if isinstance(draft, Component) and kind == "proposal":
            others_of = partial(self._near_proposal, without=draft.id)
            return as_they_ask(ranked, self.model, others_of, min(self.model.thresholds.values()))
        return ranked

    def _by_themselves(
        self, sides: Sequence[Side], kind: str, found: Iterable[str], own: str
    ) -> list[Scored]:
        corpus = self.corpora.of[kind]
        if not len(corpus):
            return []
        entries = [side.entry for side in sides]
        return rank(entries, corpus, self.corpora.rarity, self.model, found, own)

    def _near_proposal(self, proposal_id: str, without: str) -> list[Scored]:
        """The components near a stored proposal, but for one."""
        proposal = self._record("proposal", proposal_id)
        if proposal is None:
            return []
        sides = self.sides(proposal)
        return self._by_themselves(sides, "component", self.found(sides)["component"], without)

    def index_state(self) -> IndexState:
        """What the answers rest on."""
        db = self.workspace.db
        compared = sum(len(corpus) for corpus in self.corpora.of.values())
        stored = records.count(db, "component") + records.count(db, "proposal")
        return IndexState(
            records=compared,
            fresh=queue.depth(db) == 0 and compared == stored,
            meaning=self.corpora.with_meaning,
            encoders=self.corpora.encoders,
        )

    def _explained(
        self,
        sides: Sequence[Side],
        ranked: Sequence[Ranked],
        draft: Record,
        wanted: Wanted,
    ) -> list[Match]:
        keep, told = self._limit(wanted), Folding()
        own_body = self._own_body(draft)
        for scored, kind in ranked:
            if not keep(scored):
                break
            if (kind, scored.record_id) in wanted.settled:
                continue
            record = self._record(kind, scored.record_id)
            if record is None or not _may_be_shown(record, own_body):
                continue
            held = self.corpora.of[kind].entries[scored.row]
            variant = _in_language(record, held.language)
            one = Alike(id=record.id, type=record.type, name=variant.title)
            if wanted.top is None and told.takes(held, one):
                continue
            told.add(held, self._explain(sides, scored, held, variant))
            keep.counted(scored)
        return told.matches()

    def _limit(self, wanted: Wanted) -> _Limit:
        lowest = min(self.model.thresholds.values()) if wanted.minimum is None else wanted.minimum
        if wanted.top is not None:
            return _Limit(
                self.model, lowest if wanted.minimum is not None else 0.0, wanted.top, None
            )
        return _Limit(self.model, lowest, MOST_WARNINGS, MOST_RELATED)

    def _own_body(self, draft: Record) -> str | None:
        """The identifier of the public body whose proposal this is, however the draft names it."""
        if isinstance(draft, Component) or draft.organization is None:
            return None
        return organizations.find(self.workspace.db, draft.organization) or draft.organization

    def _own_id(self, draft: Record) -> str:
        """The identifier under which the draft itself is stored, if it is.

        Identifiers are often made from titles: another body's proposal of the
        same identifier is another proposal.
        """
        own_body = self._own_body(draft)
        held = self._record(draft.type, draft.id) if own_body else None
        if isinstance(held, Proposal) and held.organization not in (None, own_body):
            return ""
        return draft.id

    def _is_of(self, body: str, ranked: Ranked) -> bool:
        scored, kind = ranked
        record = self._record(kind, scored.record_id)
        return isinstance(record, Component) and record.owner == body

    def _record(self, kind: str, record_id: str) -> Record | None:
        if kind == "component":
            return records.fetch(self.workspace.db, "component", [record_id]).get(record_id)
        return records.fetch(self.workspace.db, "proposal", [record_id]).get(record_id)

    def _explain(
        self, sides: Sequence[Side], scored: Scored, held: Entry, variant: Variant
    ) -> Match:
        entry = self.corpora.read_again(variant, held)
        return explain(
            sides[scored.asked],
            Side(variant, entry),
            scored,
            self.model,
            self.corpora.lookup,
        )


class _Limit:
    """Says when enough has been shown."""

    def __init__(
        self, model: MatchingModel, lowest: float, most: int, most_related: int | None
    ) -> None:
        self.model, self.lowest, self.most, self.most_related = model, lowest, most, most_related
        self.shown = self.related = 0

    def __call__(self, scored: Scored) -> bool:
        if self.shown >= self.most or scored.probability < self.lowest:
            return False
        if self.most_related is None or self.model.band(scored.probability) != Band.related:
            return True
        return self.related < self.most_related

    def counted(self, scored: Scored) -> None:
        self.shown += 1
        self.related += self.model.band(scored.probability) == Band.related


def _in_language(record: Record, language: str) -> Variant:
    variants = variants_of(record)
    return next((v for v in variants if v.language == language), variants[0])


def _alike(variant: Variant, searcher: Any) -> dict[str, list[str]]:
    return find_alike(searcher, variant.body, variant.language)


def _may_be_shown(record: Record, own_body: str | None) -> bool:
    """Whether a match with this record helps: nothing retired, no draft, not one's own body's."""
    if isinstance(record, Component):
        return record.lifecycle != Lifecycle.retired
    if record.status in _HIDDEN:
        return False
    return own_body is None or record.organization != own_body
