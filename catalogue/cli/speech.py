"""In which language the command line speaks, and where it speaks."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from catalogue.domain.text import LANGUAGES, Language
from catalogue.wording import sentences


def language() -> Language:
    """The language of ``CATALOGUE_LANG``, else of the system's locale, else English."""
    for name in ("CATALOGUE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        prefix = os.environ.get(name, "")[:2].lower()
        if prefix in LANGUAGES:
            return "fr" if prefix == "fr" else "en"
        if prefix and name == "CATALOGUE_LANG":
            break
    return "en"


def say(code: str, /, **params: object) -> str:
    """The sentence of a code in the command line's language."""
    return sentences.say(code, language(), **params)


def speak_anywhere() -> None:
    """Let characters that a terminal or a pipe cannot show be replaced, not stop the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def tell(code: str, **params: object) -> None:
    """Print a sentence where results go."""
    click.echo(say(code, **params))


def remark(code: str, **params: object) -> None:
    """Print a sentence beside the results, on standard error."""
    click.echo(say(code, **params), err=True)
