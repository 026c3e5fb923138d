"""What is known against pinned packages, by pip-audit: python -m tests.list_weaknesses LOCK [ITS OPTIONS ...].

Exit 1 where a weakness is known, and where no database of weaknesses could be asked: then nothing was looked at.
"""

from __future__ import annotations

import subprocess
import sys

_ASK = ("--disable-pip", "--require-hashes", "--vulnerability-service", "osv", "--progress-spinner", "off")
UNREACHED = (
    "no database of known weaknesses could be asked from here: nothing was looked at. "
    'Try again where one can be reached, or name one: make audit AUDIT="--osv-url ADDRESS".\n'
)


def main(lock: str, *options: str) -> int:
    """Print what pip-audit finds, or in a sentence that it could not look."""
    words = [sys.executable, "-m", "pip_audit", "--requirement", lock, *_ASK, *options]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    has_looked = run.returncode == 0 or bool(run.stdout)
    sys.stdout.write(run.stdout)
    sys.stderr.write(run.stderr if has_looked else UNREACHED)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
