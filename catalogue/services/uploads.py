"""Files that somebody sent, kept between a look at them and the word to go on."""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path
from typing import IO

from catalogue.domain.errors import CatalogueError

from .permissions import Action, Actor, require
from .workspace import Workspace

FOLDER = "incoming"
KEPT_SECONDS = 24 * 3600
MOST_KEPT = 40
"""Files in all; with more, the oldest make room."""

ENDINGS = (".jsonl", ".json", ".csv", ".xlsx", ".yml", ".yaml")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_CHUNK = 1 << 20


class UploadGone(CatalogueError):
    """The file is not kept any more, or was somebody else's."""

    code = "upload_gone"


class UnknownEnding(CatalogueError):
    """A name that none of the ``endings`` ends, so nobody knows what to read it as."""

    code = "unknown_ending"


def keep_upload(actor: Actor, workspace: Workspace, name: str, stream: IO[bytes]) -> str:
    """Keep a file for the actor alone; the token by which it is asked for.

    Raises NotAllowed and UnknownEnding.
    """
    require(actor, Action.import_components)
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UnknownEnding(endings=", ".join(ENDINGS))
    folder = _folder(workspace)
    _make_room(folder)
    token = secrets.token_urlsafe(16)
    path = folder / f"{token}.{actor.recorded}{ending}"
    with path.open("xb") as target:
        path.chmod(0o600)
        while chunk := stream.read(_CHUNK):
            target.write(chunk)
    return token


def kept_upload(actor: Actor, workspace: Workspace, token: str) -> Path:
    """Where the file is. Raises NotAllowed, and UploadGone for another's, too."""
    require(actor, Action.import_components)
    if _TOKEN.fullmatch(token):
        for ending in ENDINGS:
            path = _folder(workspace) / f"{token}.{actor.recorded}{ending}"
            if path.exists():
                return path
    raise UploadGone()


def forget_upload(actor: Actor, workspace: Workspace, token: str) -> None:
    """Delete the file. Raises what ``kept_upload`` does."""
    kept_upload(actor, workspace, token).unlink(missing_ok=True)


def _folder(workspace: Workspace) -> Path:
    folder = workspace.home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _make_room(folder: Path) -> None:
    """Delete what is old, and the oldest of too many."""
    held = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    limit = time.time() - KEPT_SECONDS
    for place, path in enumerate(held):
        if place >= MOST_KEPT - 1 or path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
