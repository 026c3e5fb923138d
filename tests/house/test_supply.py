"""What is delivered can be named, part by part: a bill of materials, the licences, and where weaknesses are told."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import list_weaknesses
from tests.conftest import ROOT
from tests.list_licences import licences

LOCK = ROOT / "requirements.lock"
PINNED = dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", LOCK.read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def bill(tmp_path_factory):
    """Return the bill of materials as `make sbom` writes it."""
    recipe = (ROOT / "Makefile").read_text().partition("\nsbom:")[2].splitlines()[1]
    path = tmp_path_factory.mktemp("sbom") / "bom.json"
    words = recipe.strip().replace("$(BIN)/", "").replace("bom.json", str(path)).split()
    program = Path(sys.executable).with_name(words[0])
    subprocess.run([program, *words[1:]], cwd=ROOT, check=True, capture_output=True)
    return json.loads(path.read_text())


def test_the_bill_of_materials_names_every_package_with_its_version_and_hashes(bill):
    """CycloneDX; what is pinned and what is named are the same."""
    assert bill["bomFormat"] == "CycloneDX"
    assert {part["name"]: part["version"] for part in bill["components"]} == PINNED
    for part in bill["components"]:
        hashes = [one for found in part["externalReferences"] for one in found.get("hashes", ())]
        assert hashes, part["name"]


def test_every_package_names_a_licence():
    """What is installed here says under which terms; what another system alone needs is named as such."""
    listed = licences(LOCK.read_text())
    assert {name: version for name, version, _ in listed} == PINNED
    assert [name for name, _, licence in listed if licence == "none named"] == []


def test_where_weaknesses_are_told_and_what_is_looked_after_stands_in_a_file_that_is_true():
    """Each setting, path, command and field that SECURITY.md names is there."""
    from dashboard.settings import SETTINGS

    text = (ROOT / "SECURITY.md").read_text()
    health = (ROOT / "dashboard" / "web" / "health.py").read_text()
    makes = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = set(re.findall(r"INNOVATION_[A-Z_]+", text))
    assert named <= {setting.name for setting in SETTINGS}
    for command in re.findall(r"`make (\w+)`", text):
        assert command in makes
    for path in re.findall(r"`([\w./-]+\.(?:lock|conf|md))`", text):
        assert (ROOT / path).exists(), path
    for field in re.search(r"`/health` \(([^)]+)\)", text)[1].split(", "):
        assert field.strip("`") in health, field
    assert "within five working days" in text


@pytest.fixture
def database():
    """Give the address of a database that answers every question as it is told to."""
    told = {"status": 200, "vulns": []}

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            name = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
            body = json.dumps(
                {"vulns": [one for one in told["vulns"] if one["affected"][0]["package"]["name"] == name]}
            )
            self.send_response(told["status"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/", told
        server.shutdown()


def audited(address, tmp_path):
    """Run what `make audit` runs, on two packages, against a database of this machine."""
    lock = tmp_path / "two.lock"
    lock.write_text("".join(f"{name}==1.0 --hash=sha256:{'0' * 64}\n" for name in ("flask", "dash")))
    words = [sys.executable, "-m", "tests.list_weaknesses", lock, "--osv-url", address, "--cache-dir", tmp_path]
    run = subprocess.run(
        words, cwd=ROOT, env=os.environ | {"NO_PROXY": "*"}, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in run.stdout + run.stderr
    return run.returncode, run.stdout, run.stderr


def test_a_known_weakness_is_named_with_its_package(database, tmp_path):
    """Nothing known: 0; something known: 1, and which."""
    address, told = database
    assert audited(address, tmp_path)[0] == 0
    package = {"name": "dash", "ecosystem": "PyPI"}
    told["vulns"] = [{"id": "PYSEC-2026-1", "summary": "reads files", "affected": [{"package": package}]}]
    status, found, _ = audited(address, tmp_path)
    assert (status, "dash" in found, "PYSEC-2026-1" in found, "flask" in found) == (1, True, True, False)


def test_where_no_database_answers_a_sentence_says_that_nothing_was_looked_at(database, tmp_path):
    """A database that fails, and none at all."""
    address, told = database
    told["status"] = 503
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listened on: every connection is refused
        for one in (address, f"http://127.0.0.1:{closed.getsockname()[1]}/"):
            assert audited(one, tmp_path) == (1, "", list_weaknesses.UNREACHED)
