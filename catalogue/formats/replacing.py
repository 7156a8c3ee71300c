"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside the wanted one to write to; takes its place when all went well.

    A failure leaves what stood there before. Raises OSError.
    """
    wanted = path.resolve()
    part = wanted.with_name(f".{wanted.name[:100]}.{os.getpid()}.part")
    try:
        yield part
        part.replace(wanted)
    finally:
        part.unlink(missing_ok=True)
