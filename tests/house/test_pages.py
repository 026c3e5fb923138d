"""Every page is tested."""

from __future__ import annotations

import ast
from functools import cache

from tests.house import sources


@cache
def words_of_the_tests():
    """Every string that a test outside this folder writes down."""
    tests = [path for path in sources.python("tests") if "house" not in path.parts]
    nodes = [node for path in tests for node in ast.walk(sources.tree(path))]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_page_is_named_by_a_test():
    """Some test names each page by its name or its path: a journey over all of PAGES alone proves too little."""
    from dashboard.pages import PAGES

    assert [page.name for page in PAGES if not {page.name, page.path} & words_of_the_tests()] == []
    assert PAGES


def test_pages_have_names_and_paths_of_their_own():
    """No two pages share a name or a path."""
    from dashboard.pages import PAGES

    assert len({page.name for page in PAGES}) == len({page.path for page in PAGES}) == len(PAGES)
