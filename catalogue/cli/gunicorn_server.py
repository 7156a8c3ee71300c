"""gunicorn, told what to do by the command line and by nothing else. Not for Windows."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):  # type: ignore[misc]  # the library is untyped
    """Serves an application that is made already; its processes share what it has loaded."""

    def __init__(self, app: Flask, options: Mapping[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options as they are: gunicorn's own files and variables do not count."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application."""
        return self._app

    def serve(self) -> None:
        """Serve until told to stop, by SIGTERM or SIGINT; requests under way are ended first.

        Raises SystemExit where the server could not go on.
        """
        caller = os.getpid()
        try:
            self.run()
        except SystemExit as ending:
            if os.getpid() != caller:
                # A worker that ends must not run what the caller does afterwards.
                sys.stderr.flush()
                os._exit(_status(ending))
            if _status(ending):
                raise


def _status(ending: SystemExit) -> int:
    return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
