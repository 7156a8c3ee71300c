"""What a lexicon and a thesaurus must be to be of use: one definition for all who bring one.

A flaw is a FieldError whose path begins with the entry's position in the list.
A parameter ``first`` is the position of an earlier entry that it clashes with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.errors import FieldError, Path
from catalogue.domain.text import LANGUAGES, Language

from .folding import fold
from .lexicon import LONGEST_PHRASE, Phrase, phrase
from .stems import content_words
from .thesaurus import LONGEST_TERM
from .tokens import words


def lexicon_flaws(pairs: Sequence[Equivalent]) -> Iterator[FieldError]:
    """What is wrong with pairs of terms.

    Codes: no_words, only_stop_words, too_many_words for one term; pair_twice
    where inflection, accents and stop words are all that sets two pairs apart.
    """
    known: dict[tuple[Phrase, Phrase], int] = {}
    for position, pair in enumerate(pairs):
        flaws = [
            FieldError((position, language), *flaw)
            for language in LANGUAGES
            for flaw in _flaws_of_term(getattr(pair, language), language)
        ]
        yield from flaws
        if flaws:
            continue
        first = known.setdefault((phrase(pair.fr, "fr"), phrase(pair.en, "en")), position)
        if first != position:
            said = {"french": pairs[first].fr, "english": pairs[first].en, "first": first}
            yield FieldError((position, "fr"), "pair_twice", said)


def _flaws_of_term(term: str, language: Language) -> Iterator[tuple[str, Mapping[str, object]]]:
    said = words(term)
    telling = content_words(term, language)
    if not said:
        yield "no_words", {"term": term}
    elif not telling:
        yield "only_stop_words", {"term": term}
    elif len(telling) > LONGEST_PHRASE:
        yield "too_many_words", {"term": term, "limit": LONGEST_PHRASE}


def thesaurus_flaws(
    concepts: Sequence[Concept], capabilities: Collection[str]
) -> Iterator[FieldError]:
    """What is wrong with concepts, where these are the identifiers of capabilities.

    Codes: id_twice, term_twice, no_words and too_many_words for one concept;
    unknown_reference and broader_circle for what it names.
    """
    places: dict[str, int] = {}
    for position, concept in enumerate(concepts):
        first = places.setdefault(concept.id, position)
        if first != position:
            yield FieldError((position, "id"), "id_twice", {"id": concept.id, "first": first})
        yield from _flaws_of_terms(position, concept)
        for number, capability in enumerate(concept.capabilities):
            if capability not in capabilities:
                path = (position, "capabilities", number)
                yield FieldError(path, "unknown_reference", {"value": capability})
    yield from _flaws_of_order(concepts, places)


def _flaws_of_terms(position: int, concept: Concept) -> Iterator[FieldError]:
    for language in LANGUAGES:
        held: set[str] = set()
        for path, term in _placed_terms(concept, language):
            if not any(character.isalnum() for character in term):
                yield FieldError((position, *path), "no_words", {"term": term})
            elif len(phrase(term, language)) > LONGEST_TERM:
                params = {"term": term, "limit": LONGEST_TERM}
                yield FieldError((position, *path), "too_many_words", params)
            elif fold(term) in held:
                yield FieldError((position, *path), "term_twice", {"term": term})
            held.add(fold(term))


def _placed_terms(concept: Concept, language: Language) -> Iterator[tuple[Path, str]]:
    if preferred := getattr(concept.preferred, language):
        yield ("preferred", language), preferred
    for number, term in enumerate(getattr(concept.alternative, language)):
        yield ("alternative", language, number), term


def _flaws_of_order(concepts: Sequence[Concept], places: Mapping[str, int]) -> Iterator[FieldError]:
    followed: set[str] = set()
    for position, concept in enumerate(concepts):
        if concept.broader is not None and concept.broader not in places:
            yield FieldError((position, "broader"), "unknown_reference", {"value": concept.broader})
        way: list[str] = []
        above: str | None = concept.id
        while above is not None and above in places and above not in followed:
            way.append(above)
            followed.add(above)
            above = concepts[places[above]].broader
        if above in way:
            circle = way[way.index(above) :]
            params = {"way": " → ".join([*circle, above])}
            yield FieldError((places[above], "broader"), "broader_circle", params)


def shared_terms(concepts: Sequence[Concept]) -> Iterator[FieldError]:
    """Terms that two concepts have: whoever says one is taken to name both.

    Nothing is wrong with an acronym of two meanings, but it is seldom meant. Code: term_shared.
    """
    for language in LANGUAGES:
        known: dict[str, int] = {}
        for position, concept in enumerate(concepts):
            for path, term in _placed_terms(concept, language):
                first = known.setdefault(fold(term), position)
                if first != position:
                    params = {"term": term, "concept": concepts[first].id, "first": first}
                    yield FieldError((position, *path), "term_shared", params)
