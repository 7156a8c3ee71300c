"""Why a match is one, as people read it: signals under plain names, and a sentence or two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from catalogue.domain.match import Match
from catalogue.domain.text import Language

from .chances import chances, marks, probability_of
from .sentences import number, say, sentences

_GROUP_OF = {
    "stems": "words",
    "keys": "words",
    "ngrams": "words",
    "lexicon": "same_meaning",
    "word_meaning": "same_meaning",
    "names": "names",
    "acronym": "names",
    "concepts": "concepts",
    "topics": "concepts",
    "capabilities": "capabilities",
    "link": "link",
}
_ABOUT_WORDS = frozenset({"words", "same_meaning"})
_SLIGHT = 0.25
"""Groups that add less than this are told in one step together."""

_IN_NO_TEXT = frozenset({"capabilities", "link"})
"""What is told of these stands in neither text: names in the reader's language, and addresses."""

_SAID = 6
_IN_A_SENTENCE = 4
_SENTENCES = 2

Told = tuple[str, float, Sequence[str]]
"""A signal, what it contributes, and its words; a pair as ``left = right``."""

Side = Literal["left", "right", "both", "neither"]
Mark = Callable[[str, Side], str]
"""Writes a word that is quoted from a side, so that its language may be seen."""


def unmarked(word: str, side: Side) -> str:
    """The word as it is."""
    return word


@dataclass
class Reason:
    """Signals that people know by one name: what they add together, and their words, each once.

    ``said_before`` are words that a stronger reason names already.
    """

    group: str
    points: float = 0.0
    words: list[str] = field(default_factory=list)
    said_before: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One step from the start to the total, in log-odds and in words."""

    label: str
    points: float
    said: str
    words: str = ""


@dataclass(frozen=True)
class Caption:
    """What a drawing of the steps is called, and how its scale is read."""

    title: str
    description: str
    axis: str
    marks: tuple[tuple[float, str], ...]
    language: Language


def group_of(signal: str) -> str:
    """The name under which people meet a signal; *other* for those that nobody named."""
    return "meaning" if signal.startswith(("meaning_", "e5_")) else _GROUP_OF.get(signal, "other")


def told_by(match: Match) -> list[Told]:
    """A match's signals with their words."""
    return [
        (
            one.signal,
            one.contribution,
            [f"{pair.left} = {pair.right}" for pair in one.pairs] + list(one.terms),
        )
        for one in match.evidence
    ]


def told_by_machine(match: Mapping[str, Any]) -> list[Told]:
    """The same of a match as machines get it."""
    return [(one["signal"], one["contribution"], one["terms"]) for one in match["evidence"]]


def reasons(told: Iterable[Told]) -> list[Reason]:
    """The signals grouped, the strongest group first; a word stands in one group only."""
    listed = list(told)
    found: dict[str, Reason] = {}
    for signal, points, _ in listed:
        group = group_of(signal)
        found.setdefault(group, Reason(group)).points += points
    ordered = sorted(found.values(), key=lambda reason: -reason.points)
    seen: set[str] = set()
    for reason in ordered:
        for signal, _, words in listed:
            if group_of(signal) == reason.group:
                fresh = {one: _new(one, seen) for one in words}
                reason.words += [one for one, new in fresh.items() if new]
                reason.said_before += [one for one, new in fresh.items() if not new]
    return ordered


def _new(said: str, seen: set[str]) -> bool:
    """Whether no side of what is said was said before, but for case and a plural's ending."""
    keys = {part.casefold().rstrip("sx") for part in said.split(" = ")}
    known = not keys.isdisjoint(seen)
    seen |= keys
    return not known


def steps_of(match: Match, language: Language, mark: Mark = unmarked) -> list[Step]:
    """From what one would guess before any evidence to the total; they add up."""
    guess = match.prior - match.rivals
    before = chances(probability_of(guess), language)
    steps = [_step(say("check.prior", language), guess, language, before)]
    if match.rivals:
        steps.append(_standing_out(match.rivals, language))
    found = reasons(told_by(match))
    for reason in found:
        if reason.points >= _SLIGHT:
            words = ", ".join(_marked(reason, _SAID, "{} = {}", mark))
            steps.append(
                _step(say(f"group.{reason.group}", language), reason.points, language, words)
            )
    slight = sum(reason.points for reason in found if reason.points < _SLIGHT)
    if slight:
        steps.append(_step(say("check.slight", language), slight, language))
    after = chances(match.probability, language)
    return [*steps, _step(say("check.total", language), match.log_odds, language, after)]


def caption_of(match: Match, language: Language) -> Caption:
    """What to write around a drawing of a match's steps."""
    steps = steps_of(match, language)
    return Caption(
        title=say("check.drawing", language, name=match.name),
        description="; ".join(_in_words(step, language) for step in steps) + ".",
        axis=say("check.axis", language),
        marks=marks(language),
        language=language,
    )


def _in_words(step: Step, language: Language) -> str:
    code = "check.step_and_words" if step.words else "check.step"
    return say(code, language, label=step.label, points=step.said, words=step.words)


def why(match: Match, language: Language, most: int = _SENTENCES, mark: Mark = unmarked) -> str:
    """The strongest evidence in a sentence or two, ``most`` at most; empty where there is none.

    What can be named comes first: that two texts are close in meaning is said
    where little else is.
    """
    found = reasons(told_by(match))
    first = next((one.group for one in found if one.group in _ABOUT_WORDS), None)
    telling = [one for one in found if one.group not in _ABOUT_WORDS or one.group == first]
    telling.sort(key=lambda reason: reason.group == "meaning")
    said = [sentence for one in telling if (sentence := _sentence(one, language, mark))]
    return " ".join(said[:most])


def _sentence(reason: Reason, language: Language, mark: Mark) -> str:
    code = f"why.{reason.group}"
    if code not in sentences() or (reason.group != "meaning" and not reason.words):
        return ""
    words = _marked(reason, _IN_A_SENTENCE, "{} ({})", mark)
    return say(code, language, words=_listed(words, language))


def _marked(reason: Reason, most: int, pair: str, mark: Mark) -> list[str]:
    """The first words of a reason, each marked, both of a pair as ``pair`` says.

    Those said before where it has no others.
    """
    alone: Side = "neither" if reason.group in _IN_NO_TEXT else "both"
    found = []
    for said in (reason.words or reason.said_before)[:most]:
        left, _, right = said.partition(" = ")
        both = right and pair.format(mark(left, "left"), mark(right, "right"))
        found.append(both or mark(left, alone))
    return found


def _listed(words: Sequence[str], language: Language) -> str:
    if len(words) <= 1:
        return "".join(words)
    return say("list.and", language, first=", ".join(words[:-1]), last=words[-1])


def _standing_out(points: float, language: Language) -> Step:
    how = "as_usual" if abs(points) < _SLIGHT else "far" if points > 0 else "near"
    words = say(f"check.rivals.{how}", language)
    return _step(say("check.rivals", language), points, language, words)


def _step(label: str, points: float, language: Language, words: str = "") -> Step:
    return Step(label, points, _points(points, language), words)


def _points(points: float, language: Language) -> str:
    sign = "\u2212" if points < 0 else "+"
    return f"{sign}{number(abs(points), language, 2)}"
