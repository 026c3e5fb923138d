"""A mail server that takes what it is sent: real SMTP over a socket of this machine, in a thread of its own."""

from __future__ import annotations

import email
import socketserver
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default


class MailServer(socketserver.ThreadingTCPServer):
    """Holds the mails that came, and what was said to sign in.

    `refuses` is what it says to each recipient instead of taking them.
    """

    daemon_threads = True

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), _Session)
        self.mails: list[EmailMessage] = []
        self.signed_in: list[str] = []
        self.refuses = ""

    @property
    def address(self) -> str:
        """Return what INNOVATION_SMTP says of this server."""
        return f"smtp://{self.server_address[0]}:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            verb = line.decode().strip().upper().partition(":")[0].split(" ")[0]
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.say("354 go on")
                self.take()
            if verb == "EHLO":
                self.say("250-here\r\n250-AUTH PLAIN")
            if verb == "AUTH":
                self.server.signed_in.append(b64decode(line.split()[-1]).decode())
                self.say("235 in")
                continue
            self.say(self.server.refuses if verb == "RCPT" and self.server.refuses else "250 well")

    def take(self) -> None:
        sent = iter(self.rfile.readline, b".\r\n")
        lines = [line.removeprefix(b".") if line.startswith(b"..") else line for line in sent]
        self.server.mails.append(email.message_from_bytes(b"".join(lines), policy=default))

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running(host: str = "127.0.0.1") -> Iterator[MailServer]:
    """Give a mail server that runs until the block ends."""
    with MailServer(host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
