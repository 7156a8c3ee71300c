"""The instance's secret: made once, kept in its folder, told to nobody."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from catalogue.domain.errors import CatalogueError

FILE = "secret.key"
_BYTES = 32


class InstanceKeyUnusable(CatalogueError):
    """The file that holds the secret cannot be read or made, or does not hold one."""

    code = "instance_key_unusable"


def key_for(home: Path, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, the same each time.

    The keys of different purposes tell nothing of each other. Raises
    InstanceKeyUnusable.
    """
    return hmac.digest(_secret(home / FILE), purpose.encode(), hashlib.sha256)


def _secret(path: Path) -> bytes:
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        secret = path.read_bytes()
    except OSError as error:
        raise InstanceKeyUnusable(path=str(path), reason=error.strerror or str(error)) from error
    if len(secret) != _BYTES:
        raise InstanceKeyUnusable(path=str(path), reason="not_a_key")
    return secret


def _make(path: Path) -> None:
    # Linked into place whole: of several processes that make one, the first wins for all.
    draft = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
