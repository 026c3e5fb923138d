"""Nothing is asked of another host: the dashboard starts and serves where no route leads anywhere."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

NAMESPACE = ("unshare", "--user", "--map-root-user", "--net")


def test_the_dashboard_starts_and_serves_in_a_network_without_routes(tmp_path):
    """Pages, the interface's health and exports are answered, and nothing in its log tells of a missing host."""
    try:
        subprocess.run([*NAMESPACE, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody have a network of their own")
    words = [*NAMESPACE, sys.executable, "-m", "tests.trust.offline", tmp_path / "state"]
    found = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    assert not found["way_out"]
    assert set(found["answers"].values()) == {200}
    assert "Traceback" not in found["said"]
