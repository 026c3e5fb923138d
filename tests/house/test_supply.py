"""What is delivered can be named, part by part: a bill of materials, the licences, and where weaknesses are told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

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
