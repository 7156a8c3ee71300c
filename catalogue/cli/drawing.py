"""Drawings of evidence, as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from catalogue.charts.waterfall import waterfall
from catalogue.domain.match import Match
from catalogue.domain.text import Language
from catalogue.wording.reasons import caption_of, steps_of

from .speech import remark

_NOT_FOR_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def draw(matches: Sequence[Match], folder: Path, language: Language) -> None:
    """Write one drawing a match into the folder, made where there is none, named by rank and id.

    Files of the same names are replaced. Raises OSError where it cannot write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for rank, match in enumerate(matches, start=1):
        drawing = waterfall(steps_of(match, language), caption_of(match, language), heading=True)
        (folder / file_name(rank, match.id)).write_text(drawing + "\n", encoding="utf-8")
    remark("check.drawn", count=len(matches), folder=folder)


def file_name(rank: int, match_id: str) -> str:
    """``01-uk-postcodes.svg``: letters, digits, dots and hyphens alone, short enough anywhere."""
    return f"{rank:02}-{_NOT_FOR_NAMES.sub('-', match_id)[:100]}.svg"
