"""A mail server of our own, just good enough to take letters."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from catalogue.services.mailing import MailServer


class _Session(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            command = line.split(b":")[0].split()[0].upper()
            self.server.heard.append(line.decode().strip())
            if command == b"QUIT":
                self._say("221 bye")
                return
            if command == b"RCPT" and self.server.refusing:
                self._say("550 nobody@here has no mailbox")
            elif command == b"DATA":
                self._say("354 go on")
                self._take()
                self._say("250 taken")
            else:
                self._say("250 yes")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        message = message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(message, EmailMessage)
        self.server.letters.append(message)


class Server(socketserver.ThreadingTCPServer):
    """Keeps the letters that it took, and the commands that it heard."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refusing: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.refusing = refusing
        self.letters: list[EmailMessage] = []
        self.heard: list[str] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    @property
    def described(self) -> MailServer:
        """How the catalogue is told of it."""
        return MailServer("127.0.0.1", "Catalogue <no-reply@a.example>", self.port, "none")


@contextmanager
def listening(*, refusing: bool = False) -> Iterator[Server]:
    """A server that listens until the end of the block."""
    with Server(refusing) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
