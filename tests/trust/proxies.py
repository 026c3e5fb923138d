"""A real nginx with the site of deploy/, its ports, certificate and machines put in for those of a test."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.conftest import ROOT
from tests.postgres import free_port
from tests.trust.servers import wait_until

HOST = "localhost"
_AROUND = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site;
}}
"""


def program() -> str:
    """Return nginx: the one on the PATH, else where Debian keeps it."""
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert path, "nginx is not installed: run sh tests/prerequisites.sh"
    return path


def certificate(folder: Path) -> Path:
    """Write a certificate that signed itself, and its key, into a folder; return the certificate."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "tls.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "tls.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return folder / "tls.pem"


def site(folder: Path, machines: list[int], port: int, plain: int) -> str:
    """Return the site of deploy/ for machines on these ports of this host."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    listed = "\n".join(f"    server 127.0.0.1:{number} max_fails=1 fail_timeout=5s;" for number in machines)
    for pattern, words in (
        (r"    server 127\.0\.0\.1:8050 .*;", listed),
        (r"    listen \[::\]:.*\n", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443 ", f"listen 127.0.0.1:{port} "),
        (r"innovation\.example", HOST),
        (r"/etc/ssl/innovation-dashboard\.pem", f"{folder}/tls.pem"),
        (r"/etc/ssl/innovation-dashboard\.key", f"{folder}/tls.key"),
        (r"/var/cache/nginx/innovation-dashboard", f"{folder}/cache"),
    ):
        text, count = re.subn(pattern, words, text)
        assert count, f"the site of deploy/ has no {pattern}"
    return text


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return not probe.connect_ex(("127.0.0.1", port))


@contextmanager
def running(folder: Path, machines: list[int]):
    """Start nginx in front of machines; give its address, that without TLS, and the certificate it is known by."""
    port, plain = free_port(), free_port()
    known = certificate(folder)
    (folder / "site").write_text(site(folder, machines, port, plain), encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # who may read the folder of this test
    (folder / "conf").write_text(user + _AROUND.format(folder=folder), encoding="utf-8")
    command = [program(), "-e", str(folder / "errors"), "-c", str(folder / "conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _listens(port))
        yield f"https://{HOST}:{port}", f"http://{HOST}:{plain}", known
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
