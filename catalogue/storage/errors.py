"""What can go wrong with the database, by name."""

from __future__ import annotations

from catalogue.domain.errors import CatalogueError


class DatabaseMissing(CatalogueError):
    """There is no database at ``path``."""

    code = "database_missing"


class DatabaseUnreadable(CatalogueError):
    """What is at ``path`` cannot be used as the catalogue's database.

    ``reason`` is ``"empty"``, ``"not_a_catalogue"``, or what SQLite or the
    operating system said.
    """

    code = "database_unreadable"


class DatabaseTooNew(CatalogueError):
    """A newer version of the catalogue changed the database: ``migrations`` names how."""

    code = "database_too_new"


class DatabaseBusy(CatalogueError):
    """Another process kept the database locked for longer than we wait."""

    code = "database_busy"


class UnknownReference(CatalogueError):
    """A record of ``type`` and ``id`` names, in ``field``, a ``value`` that does not exist."""

    code = "unknown_reference"


class DerivedDamaged(CatalogueError):
    """The disposable file is damaged; discard it, open it again and compute anew."""

    code = "derived_damaged"


class TargetExists(CatalogueError):
    """A backup never overwrites; ``path`` is taken."""

    code = "target_exists"
