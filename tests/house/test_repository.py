"""Rules about what is committed: it names no machine and no registry, and what it installs is pinned by hash."""

from __future__ import annotations

import json
import re

import pytest

from tests.house import sources

LOCKS = ("requirements.lock", "deploy/requirements.lock", "requirements-dev.lock")
# Put together from their parts, so that this file does not name them.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("npmmirror", "com"),
        ("debian", "org"),
        ("ubuntu", "com"),
        ("tuna", "tsinghua"),
        ("mirrors", "aliyun"),
    )
)
THIS_MACHINE = re.compile(r"(?<![\w.}])/(?:work|root|home|Users|opt/pypi)/" + r"\w")
REQUIREMENT = re.compile(r"[a-z0-9][a-z0-9.-]*==\S+(?: ; .+?)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n")


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_registry_is_named(host):
    """No file names the host of a registry: where packages come from is the business of the machine."""
    assert [str(path) for path in sources.files() if host in sources.text(path)] == []


def test_no_path_of_this_machine_is_named():
    """No file holds an absolute path of the machine that it was written on."""
    found = {str(path): THIS_MACHINE.findall(sources.text(path)) for path in sources.files()}
    assert {path: hits for path, hits in found.items() if hits} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_python_locks_hold_hashes_and_no_address(root, name):
    """Every line of a Python lock is a comment or an exact version with its hashes; none is an address or an option."""
    lock = re.sub(r"^ *#.*\n", "", (root / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert REQUIREMENT.sub("", lock) == ""
    assert REQUIREMENT.search(lock)


def test_the_locks_agree(root):
    """The tests run with the very versions that the dashboard runs with."""
    runs, deploys, develops = (set(REQUIREMENT.findall((root / name).read_text(encoding="utf-8"))) for name in LOCKS)
    assert runs <= deploys <= develops


def test_npm_lock_holds_hashes_and_no_address(root):
    """Every package of the npm lock has its integrity hash, and none says where it was fetched from."""
    lock = json.loads((root / "dashboard/browser/package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert packages
    assert all(package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages)


def test_no_third_party_script_is_committed(root):
    """The vendored files are fetched, never committed."""
    assert [str(path) for path in sources.files() if path.is_relative_to("dashboard/assets/vendor")] == []
    assert [str(path) for path in sources.files() if path.name.endswith(".min.js")] == []
