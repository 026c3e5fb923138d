"""Files of the site are kept by what is in them: no words behind an address make a server keep another copy."""

from __future__ import annotations

import re
import tracemalloc

import pytest

WAYS = ("br", "gzip")
TIMES = 120


@pytest.fixture
def scripts(client):
    """Return the addresses of the script and the style of the first page, without what stands behind them."""
    page = client.get("/").text
    found = {found.partition("?")[0] for found in re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"', page)}
    assert found == {"/assets/site.css", "/assets/site.js"}  # it has one of each; they were ten and six files
    return sorted(found)


def asked(client, path, number):
    """Ask for a file under an address that nobody has used before; return how long the answer is."""
    way = WAYS[number % len(WAYS)]
    return len(client.get(f"{path}?n={number}&v={number}", headers={"Accept-Encoding": way}, buffered=True).data)


def test_a_file_that_is_asked_for_under_many_addresses_is_kept_once(app, client, settings, scripts):
    """In the folder and in memory: after 120 addresses there is no more than after the first two."""
    for path in scripts:
        for number in range(len(WAYS)):
            asked(client, path, number)
    folder = settings.home() / "compressed"
    before = sorted(one.name for one in folder.iterdir())
    largest = max(scripts, key=lambda path: asked(client, path, 0))
    size = asked(client, largest, 0)
    tracemalloc.start()
    try:
        asked(client, largest, 1000)
        small = tracemalloc.get_traced_memory()[0]
        for number in range(TIMES):
            asked(client, largest, number)
        grown = tracemalloc.get_traced_memory()[0] - small
    finally:
        tracemalloc.stop()
    assert sorted(one.name for one in folder.iterdir()) == before
    assert grown < TIMES * size / 2, "a copy for each address"
