"""The pages' texts and their French: finds every text, and brings the files up to date.

``python tests/web/messages.py`` takes up new texts, drops those that are gone,
compiles, and prints what is still without French. In the French file a text
may have plain spaces around French signs: they become non-breaking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FRENCH = ROOT / "catalogue/translations/fr/LC_MESSAGES/messages.po"
COMPILED = FRENCH.with_suffix(".mo")

_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xml", "jinja2")]
_STRICT = {"silent": "false", "trimmed": "true"}
_KEYWORDS = {"_": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
_NBSP = "\u00a0"
_PLURALS = ("Plural-Forms", "nplurals=2; plural=(n > 1);")
"""One text for one, another for several: newer versions of Babel ask for a third, for millions."""


def written() -> Catalog:
    """Every text of the pages, as their templates and views have it."""
    found = Catalog(fuzzy=False)
    for folder in ("catalogue/web", "templates"):
        texts = extract_from_dir(
            ROOT / folder,
            method_map=_METHODS,
            options_map={"**.html": _STRICT, "**.xml": _STRICT},
            keywords=_KEYWORDS,
        )
        for path, _, message, _, _ in texts:
            found.add(message, locations=[(f"{folder}/{Path(path).as_posix()}", 0)])
    return found


def french() -> Catalog:
    """The French of the texts, as it stands in its file."""
    with FRENCH.open("rb") as stream:
        return read_po(stream, locale="fr")


def compiled() -> Catalog:
    """The French of the texts, as pages are made with it."""
    with COMPILED.open("rb") as stream:
        return read_mo(stream)


def contents(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every text with its French, singular and plural apart."""
    return {texts(one.id): texts(one.string) for one in catalog if one.id}


def texts(value: str | Sequence[str]) -> tuple[str, ...]:
    """A text, or its singular and plural."""
    return (value,) if isinstance(value, str) else tuple(value)


def update() -> list[str]:
    """Bring the French file and its compiled form up to date; texts without French come back."""
    held = french() if FRENCH.exists() else Catalog(locale="fr")
    fresh = Catalog(locale="fr", fuzzy=False, project="catalogue", header_comment="# French")
    fresh.mime_headers = [_PLURALS]
    for message in written():
        if not message.id:
            continue
        known = held.get(message.id if isinstance(message.id, str) else message.id[0])
        said = tuple(_typeset(text) for text in texts(known.string if known else ""))
        text = said[0] if isinstance(message.id, str) else said
        places = sorted({place for place, _ in message.locations})
        fresh.add(message.id, text, locations=[(place, 0) for place in places])
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    stream = BytesIO()
    write_po(stream, fresh, width=100, sort_output=True, omit_header=False, include_lineno=False)
    steady = re.sub(
        rb'^"(POT?-(Creation|Revision)-Date|Generated-By): .*\n', b"", stream.getvalue(), flags=re.M
    )
    FRENCH.write_bytes(steady)
    if not COMPILED.exists() or contents(compiled()) != contents(french()):
        with COMPILED.open("wb") as target:
            write_mo(target, french())
    return [own[0] for own, text in contents(fresh).items() if not (text and all(text))]


def _typeset(text: str) -> str:
    text = re.sub(r" ([:;!?»$]|%(?!\())", rf"{_NBSP}\1", text.replace("'", "’"))
    return text.replace("« ", f"«{_NBSP}")


if __name__ == "__main__":
    for missing in update():
        print("no French:", missing)
