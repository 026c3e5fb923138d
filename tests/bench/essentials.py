"""`python -m tests.bench.essentials`: what the last run reached, written between the markers of the README."""

from __future__ import annotations

from pathlib import Path

from tests.bench import lines, results

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- bench: written by make bench -->", "<!-- end of bench -->"


def write(folder: Path, readme: Path = README) -> None:
    """Write the table of what is to be reached, and what was, into the README."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    content = results.table(*lines.compared(results.read(folder).medians()))
    readme.write_text(f"{before}{BEGIN}\n{results.machine()}:\n\n{content}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parent / "results")
