"""Probabilities in words that people use: so many in ten."""

from __future__ import annotations

from math import exp, floor, log, log10

from catalogue.domain.text import Language

from .sentences import number, percent, say

_ALMOST_SURE = 0.995
_HUNDREDTHS = 0.945
_TENTHS = 0.095

SUREST = 0.99
"""No match is told to be surer than this: nobody is sure to the hundredth."""

MARKS = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999)
"""Probabilities that a scale names."""


def chances(probability: float, language: Language) -> str:
    """« environ 6 sur 10 », "about 6 in 10"; rounded to what one can picture."""
    if probability >= _ALMOST_SURE:
        return say("chances.almost_sure", language)
    if probability >= _HUNDREDTHS:
        return _about(round(probability * 100), 100, language)
    for quarters in (1, 3):
        if round(probability * 100) == 25 * quarters:
            return _about(quarters, 4, language)
    if probability >= _TENTHS:
        return _about(round(probability * 10), 10, language)
    return _about(1, _round(1 / max(probability, 1e-12)), language)


def in_percent(probability: float, language: Language) -> str:
    """« 60 % », "60%"; never more than 99."""
    return percent(min(probability, SUREST), language)


def marks(language: Language) -> tuple[tuple[float, str], ...]:
    """Log-odds of round probabilities, each with its name: « 1 sur 100 », "1 in 100"."""
    return tuple((log(one / (1 - one)), _name(one, language)) for one in MARKS)


def probability_of(log_odds: float) -> float:
    """The logistic function, for any number."""
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    return exp(log_odds) / (1 + exp(log_odds))


def _name(probability: float, language: Language) -> str:
    if probability == 0.5:
        return say("chances.even", language)
    if probability < 0.5:
        return _in(1, round(1 / probability), language)
    of = round(1 / (1 - probability))
    return _in(of - 1, of, language)


def _about(count: float, of: float, language: Language) -> str:
    return say("chances.about", language, chances=_in(count, of, language))


def _in(count: float, of: float, language: Language) -> str:
    return say("chances.in", language, count=number(count, language), of=number(of, language))


def _round(value: float) -> float:
    """To two digits that count."""
    digits = floor(log10(value)) - 1
    return round(value, -max(digits, 0))
