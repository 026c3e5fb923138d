"""Figures of the city that is shipped, read from its tables: no test falls over what they say tomorrow."""

from __future__ import annotations

import csv

from tests.conftest import ROOT

FOLDER = ROOT / "data" / "changzhou"


def figure(indicator, period, region="changzhou"):
    """Return the text of the figure that is charted. Raises KeyError where the tables have none."""
    for path in sorted((FOLDER / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                about = (row["indicator"], row["region"], row["industry"], row["period"], row["role"])
                if about == (indicator, region, "all", period, "charted") and row["value"]:
                    return row["value"]
    raise KeyError((indicator, region, period))


FIRMS, SHARE, PRODUCT = figure("hitech-firms", "2025"), figure("rd-intensity", "2024"), figure("gdp", "2024")
"""High-tech firms of 2025, the share of R&D of 2024 in per cent, the gross product of 2024."""

COUNT = f"{int(FIRMS):,}"
"""The firms as pages write them."""
