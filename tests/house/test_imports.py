"""Which part may know which: the arrows of the architecture run one way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_imports_keep_the_contracts(root):
    """The contracts of pyproject.toml hold: the subject knows no web, pages know no storage, layers run down."""
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command, "--no-cache"], cwd=root, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
