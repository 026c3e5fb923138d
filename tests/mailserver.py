"""A mail server that takes what it is sent: real SMTP over a socket of this machine, in a thread of its own."""

from __future__ import annotations

import datetime as dt
import email
import ipaddress
import socketserver
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class MailServer(socketserver.ThreadingTCPServer):
    """Holds the mails that came, what was said to sign in, and which of it came enciphered.

    `refuses` is what it says to each recipient instead of taking them. With a `context` it offers STARTTLS.
    """

    daemon_threads = True

    def __init__(self, host: str, context: ssl.SSLContext | None = None) -> None:
        super().__init__((host, 0), _Session)
        self.context = context
        self.enciphered: list[str] = []
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
        while line := self.rfile.readline():
            verb = line.decode().strip().upper().partition(":")[0].split(" ")[0]
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.say("354 go on")
                self.take()
            if verb == "EHLO":
                offer = "\r\n250-STARTTLS" if self.server.context and not self.is_enciphered else ""
                self.say(f"250-here{offer}\r\n250-AUTH PLAIN")
            if verb == "STARTTLS":
                self.say("220 go on")
                if not self.encipher():
                    return
                continue
            if self.is_enciphered:
                self.server.enciphered.append(verb)
            if verb == "AUTH":
                self.server.signed_in.append(b64decode(line.split()[-1]).decode())
                self.say("235 in")
                continue
            self.say(self.server.refuses if verb == "RCPT" and self.server.refuses else "250 well")

    @property
    def is_enciphered(self) -> bool:
        return isinstance(self.connection, ssl.SSLSocket)

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def encipher(self) -> bool:
        """Go on under the certificate; False where they do not trust it and hang up."""
        try:
            self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError:
            return False
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        return True

    def take(self) -> None:
        sent = iter(self.rfile.readline, b".\r\n")
        lines = [line.removeprefix(b".") if line.startswith(b"..") else line for line in sent]
        self.server.mails.append(email.message_from_bytes(b"".join(lines), policy=default))

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running(host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """Give a mail server that runs until the block ends; with a `context` it offers STARTTLS."""
    with MailServer(host, context) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path, host: str = "127.0.0.1") -> Path:
    """Write a key with a certificate for a host that vouches for itself, and return the file that holds both."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / "certificate.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(pem))
    return path


def enciphering(path: Path) -> ssl.SSLContext:
    """Return what a server enciphers with, by the file of its key and certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
