"""How the database came to have its tables, one named step after another."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from .answers_schema import answers_statements
from .people_schema import people_statements
from .private_feeds_schema import private_feeds_statements
from .proposing_schema import proposing_statements
from .schema import initial_statements
from .searches_schema import searches_statements, software_statements
from .times import to_text
from .tokens_schema import tokens_statements
from .vocabulary_schema import vocabulary_statements
from .webhooks_schema import webhooks_statements

migrations = Migrations("catalogue")


def _initial(db: Database) -> None:
    for statement in initial_statements():
        db.execute(statement)
    for key, value in (("database_id", secrets.token_hex(16)), ("created_at", to_text())):
        db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", [key, value])


def _people(db: Database) -> None:
    for statement in people_statements():
        db.execute(statement)


def _proposing(db: Database) -> None:
    for statement in proposing_statements():
        db.execute(statement)


def _vocabulary(db: Database) -> None:
    for statement in vocabulary_statements():
        db.execute(statement)


def _answers(db: Database) -> None:
    for statement in answers_statements():
        db.execute(statement)


def _searches(db: Database) -> None:
    for statement in searches_statements():
        db.execute(statement)


def _webhooks(db: Database) -> None:
    for statement in webhooks_statements():
        db.execute(statement)


def _private_feeds(db: Database) -> None:
    for statement in private_feeds_statements():
        db.execute(statement)


def _tokens(db: Database) -> None:
    for statement in tokens_statements():
        db.execute(statement)


def _searches_of_software(db: Database) -> None:
    for statement in software_statements():
        db.execute(statement)


STEPS: dict[str, Callable[[Database], None]] = {
    "0001_initial": _initial,
    "0002_people": _people,
    "0003_proposing": _proposing,
    "0004_vocabulary": _vocabulary,
    "0005_answers": _answers,
    "0006_searches": _searches,
    "0007_webhooks": _webhooks,
    "0008_private_feeds": _private_feeds,
    "0009_tokens": _tokens,
    "0010_searches_of_software": _searches_of_software,
}
"""Every step by its name, oldest first."""

for _name, _step in STEPS.items():
    migrations(name=_name)(_step)


def applied(db: Database) -> list[str]:
    """The names of the steps that this database has taken, oldest first."""
    return [step.name for step in migrations.applied(db)]
