"""What can go wrong with the full-text index."""

from __future__ import annotations

from catalogue.domain.errors import CatalogueError


class IndexUnavailable(CatalogueError):
    """The index cannot be read or written, and rebuilding did not help."""

    code = "index_unavailable"
