"""The command that serves the catalogue to browsers."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import Flask

from catalogue.services.delivery_rounds import Messenger
from catalogue.services.workspace import opened
from catalogue.web.application import create_app
from catalogue.web.resources import warm
from catalogue.web.settings import settings_from
from catalogue.wording.errors import reason_words

from .failures import Refused
from .progress import watching
from .speech import language, remark

F = TypeVar("F", bound=Callable[..., Any])

GRACE_SECONDS = 20
"""How long requests under way may take to end once the server is told to stop."""


def listening(function: F) -> F:
    """The options ``--host``, ``--port``, ``--workers`` and ``--threads``."""
    for option in (
        click.option(
            "--threads",
            type=click.IntRange(1, 64),
            default=4,
            show_default=True,
            help="Requests that a process answers at once.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 64),
            default=1,
            show_default=True,
            help="Processes; not on Windows.",
        ),
        click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True),
        click.option(
            "--host",
            default="127.0.0.1",
            show_default=True,
            help="The address to listen on; 0.0.0.0 for every one.",
        ),
    ):
        function = option(function)
    return function


@click.command()
@listening
@click.pass_obj
def serve(home: Path, host: str, port: int, workers: int, threads: int) -> None:
    """Serve the catalogue's pages until told to stop (Ctrl+C, or SIGTERM).

    CATALOGUE_BASE_URL is the address that people reach it at, where a proxy
    stands before it. CATALOGUE_CLOSED=1 keeps out people without an account.

    \b
    Example:
      catalogue --home /srv/catalogue serve --workers 2
    """
    serve_home(home, host=host, port=port, workers=workers, threads=threads)


def serve_home(home: Path, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve an instance that exists already, until told to stop."""
    _refuse_unusable(host, port)
    settings = settings_from(home)
    with opened(home) as workspace, watching() as watch:
        app = create_app(settings)
        warm(workspace, watch)
    shown = f"[{host}]" if ":" in host else host
    remark("serve.started", address=f"http://{shown}:{port}/{language()}/")
    messenger = Messenger(home, settings.reach)
    if _has_gunicorn():
        _serve_by_gunicorn(app, f"{shown}:{port}", workers, threads, messenger)
    else:
        messenger.start()
        _serve_by_waitress(app, host, port, threads)
    remark("serve.stopped")


def _refuse_unusable(host: str, port: int) -> None:
    """Say so at once where nothing can listen there."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as trial:
            if os.name == "posix":  # as gunicorn does: a port left a moment ago is free
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except OSError as error:
        reason = reason_words(error.strerror or str(error), language())
        raise Refused("cannot_listen", host=host, port=port, reason=reason) from error


def _has_gunicorn() -> bool:
    """Whether this is a system that gunicorn runs on."""
    return find_spec("fcntl") is not None


def _serve_by_gunicorn(
    app: Flask, bind: str, workers: int, threads: int, messenger: Messenger
) -> None:
    from .gunicorn_server import Server

    def start_messenger(_worker: object) -> None:
        # A thread does not outlive the parting of processes, so each starts its own.
        messenger.start()

    # What is loaded before the processes part is shared between them.
    options = {
        "bind": [bind],
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "graceful_timeout": GRACE_SECONDS,
        "control_socket_disable": True,
        "loglevel": "warning",
        "proc_name": "catalogue",
        "post_worker_init": start_messenger,
    }
    Server(app, options).serve()


def _serve_by_waitress(app: Flask, host: str, port: int, threads: int) -> None:
    import waitress

    waitress.serve(app, host=host, port=port, threads=threads, ident=None)
