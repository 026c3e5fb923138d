"""The long proofs of "What you can rely on": python -m tests.trust [PART[=TIMES] ...]; one line of JSON a part.

Exit 1 where a promise was broken: a wrong figure served, a release lost, a tampering not found, a reader refused
or held up, more memory taken than a small server has.
"""

from __future__ import annotations

import json
import sys
import time

from tests.trust.long import PARTS

BROKEN = ("served_wrong", "wrong", "not_found", "failures", "killed")
MOST_MEMORY_MB, MOST_TIMES_SLOWER = 500, 1.5


def is_broken(found: dict) -> bool:
    """Whether a figure tells of a broken promise."""
    is_too_much = found.get("most_memory_mb", 0) >= MOST_MEMORY_MB or found.get("slower", 0) > MOST_TIMES_SLOWER
    return is_too_much or any(
        is_broken(value) if isinstance(value, dict) else name in BROKEN and value for name, value in found.items()
    )


def main(words: list[str]) -> int:
    """Run the parts that are named, or all of them."""
    status = 0
    for word in words or list(PARTS):
        name, _, times = word.partition("=")
        run, usual = PARTS[name]
        start = time.monotonic()
        found = run(int(times or usual))
        status |= is_broken(found)
        sys.stdout.write(json.dumps({name: found, "seconds": round(time.monotonic() - start)}) + "\n")
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
