"""From exceptions to sentences and exit statuses."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

from catalogue.domain.errors import CatalogueError, InvalidRecord
from catalogue.formats.collection import BadCollection
from catalogue.formats.findings import Finding, Location, UnreadableFile
from catalogue.formats.flat import MixedTypes
from catalogue.formats.portfolio import ColumnsNotGuessed, NoColumns, NoSuchColumn
from catalogue.services.calibrating import TooFewLabels
from catalogue.services.labelling import BadLabels
from catalogue.services.mailing import BadMailSettings
from catalogue.services.publishing import NotPublishable
from catalogue.wording.errors import error_sentence, finding_sentence, reason_words

from .speech import language, remark, say

CLEAR = 0
COULD_NOT_RUN = 1
BAD_INPUT = 2
FLAGGED = 3

_MOST_SHOWN = 20

_INPUT = (
    UnreadableFile,
    InvalidRecord,
    BadLabels,
    BadCollection,
    MixedTypes,
    NotPublishable,
    ColumnsNotGuessed,
    NoColumns,
    NoSuchColumn,
    TooFewLabels,
    BadMailSettings,
)


class Refused(CatalogueError):
    """What the person gave cannot be used; ``code`` says why."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        super().__init__(**params)


def show_findings(findings: Sequence[Finding], severity: str, count: int = 0) -> None:
    """Print the findings on standard error, the first twenty of them.

    ``count`` is how many there are where not all are given.
    """
    more = max(count, len(findings)) - _MOST_SHOWN
    for finding in findings[:_MOST_SHOWN]:
        sentence = finding_sentence(finding, language())
        click.echo(f"  {say(f'severity.{severity}')} - {sentence}", err=True)
    if more > 0:
        remark("import.more", count=more)


class Command(click.Group):
    """A group whose commands never show a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; tell what went wrong in the person's language.

        Exit status 2 for what the person can mend in the input, 1 for what
        kept the command from running.
        """
        try:
            return super().invoke(ctx)
        except CatalogueError as error:
            click.echo(error_sentence(error, language()), err=True)
            for field in getattr(error, "errors", ()):
                _show_field(field)
            ctx.exit(BAD_INPUT if isinstance(error, (*_INPUT, Refused)) else COULD_NOT_RUN)
        except BrokenPipeError:
            raise  # who read the output has seen enough; click ends quietly
        except OSError as error:
            reason = reason_words(error.strerror or str(error), language())
            remark("error.cannot_write", path=error.filename or "", reason=reason)
            ctx.exit(COULD_NOT_RUN)
        except KeyboardInterrupt:
            remark("error.interrupted")
            ctx.exit(COULD_NOT_RUN)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("CATALOGUE_DEBUG"):
                raise
            remark("error.unexpected", kind=type(error).__name__)
            ctx.exit(COULD_NOT_RUN)


def _show_field(error: Any) -> None:
    if isinstance(error, Finding):
        click.echo(f"  {finding_sentence(error, language())}", err=True)
    else:
        finding = Finding(Location(), error.dotted, error.code, error.params)
        click.echo(f"  {finding_sentence(finding, language())}", err=True)
