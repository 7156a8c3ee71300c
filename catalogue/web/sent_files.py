"""What is wrong with a file that somebody sent, told without where it is kept here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext as _

from catalogue.services.intake import UnreadableFile

from .forms import Form


@contextmanager
def readable(form: Form) -> Iterator[None]:
    """Say in the form why the file cannot be read, if it cannot."""
    try:
        yield
    except UnreadableFile as error:
        if "path" in error.params:
            error.params = {**error.params, "path": str(_("The file"))}
        if error.reason == "wrong_type":
            error.code = "sent_file_wrong_type"
        form.refuse_plainly(error)
