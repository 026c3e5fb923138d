"""Rules about the Python code itself: documented, short, and Chinese only where wording belongs."""

from __future__ import annotations

import ast
import re
from collections import Counter
from textwrap import dedent

import pytest

from tests.house import sources

LINES_OF_A_FILE = 350
FILES_OF_A_FOLDER = 14
LINES_OF_A_FUNCTION = 60
HAND_WRITTEN = {".py", ".js", ".css", ".sh"}
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Whole sentences are put together here, so here Chinese stands outside Text(...) too. Nowhere else.
WORDED = ("indicators/words/", "indicators/problems.py", "indicators/tables/sheets.py", "indicators/workbook/")

# What one city calls its parts, itself and its peers stands in its city.toml; a reader of sheets knows what many write.
OF_ONE_CITY = re.compile(r"辖市区|全市|省内城市|设区市|(?<!monthly, )(?<!monthly、)\b[Dd]istricts?\b|of the province")
OF_MANY_CITIES = ("indicators/city.py", "indicators/tables/sheets.py", "indicators/workbook/")

# A number of things, which may be one, named as if it were several.
COUNTS = "count|total|added|rows|columns|cells|lines|errors|warnings|filled|fields|faults"
SEVERAL = re.compile(r"at most|regions|of yours|letters|being counted|with most figures")  # of what is never one
COUNTED = re.compile(rf"\{{({COUNTS})(:,)?\}} (more |other )?(?!series)[a-z]+s\b")

# Where figures are told to readers: nothing here rounds a number, one room does.
TELLING = ("dashboard/exhibits/", "dashboard/pages/", "dashboard/charts/", "dashboard/reports/", "indicators/views/")


def everything(path):
    return [node for node in ast.walk(sources.tree(path)) if isinstance(node, DEFINITIONS)]


def is_documented(node):
    """Overloads and the like stay silent: their implementation speaks."""
    marks = {ast.unparse(mark).split("(")[0].split(".")[-1] for mark in getattr(node, "decorator_list", [])}
    return ast.get_docstring(node) is not None or bool(marks & {"overload", "override", "setter"})


def public(path):
    """The public classes and functions of a module, and the public methods of its public classes."""
    waiting = list(sources.tree(path).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, DEFINITIONS) and not node.name.startswith("_"):
            yield node
            waiting += node.body if isinstance(node, ast.ClassDef) else []


def docstrings(tree):
    documented = [node for node in ast.walk(tree) if isinstance(node, (ast.Module, *DEFINITIONS))]
    bodies = [node.body for node in documented if node.body and ast.get_docstring(node, clean=False) is not None]
    return {id(body[0].value) for body in bodies}


def spoken(tree):
    """The string constants that a person may come to read: not docstrings, and not inside Text(...)."""
    silent = docstrings(tree)
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and "Text" in ast.unparse(node.func).split("."):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node
        waiting += ast.iter_child_nodes(node)


def written(tree, *, rounds):
    """The places of a syntax tree that write numbers: with thousands, and where that is asked for, rounded ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            spec = "".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"format", "round"}:
            last = node.args[-1]
            spec = str(last.value) if isinstance(last, ast.Constant) else ""
            spec = f".{spec}f" if node.func.id == "round" and len(node.args) > 1 else spec
        else:
            continue
        if "," in spec or (rounds and re.search(r"\.\d+f|%$", spec)):
            yield node


def formats(path):
    """The places of a file that write numbers where only one room may."""
    name = path.as_posix()
    if name.startswith("indicators/words/"):
        return []
    return written(sources.tree(path), rounds=name.startswith(TELLING))


@pytest.mark.parametrize("path", sources.python(*sources.PACKAGES), ids=str)
def test_public_names_are_documented(path):
    """Every module, and every public class, function and method, has a docstring."""
    nodes = [sources.tree(path), *public(path)]
    assert [sources.place(path, node) for node in nodes if not is_documented(node)] == []


@pytest.mark.parametrize("path", sources.python(*sources.PACKAGES), ids=str)
def test_what_a_city_calls_its_parts_stands_in_its_table(path):
    """No wording says 辖市区, 全市, 省内城市 or districts by itself: City.says fills in what the city calls them."""
    if path.as_posix().startswith(OF_MANY_CITIES):
        return
    calls = [node for node in ast.walk(sources.tree(path)) if isinstance(node, ast.Call)]
    words = [word for call in calls if "Text" in ast.unparse(call.func).split(".") for word in ast.walk(call)]
    told = [word for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    assert [sources.place(path, word) for word in told if OF_ONE_CITY.search(word.value)] == []


@pytest.mark.parametrize("path", sources.python(*sources.PACKAGES), ids=str)
def test_chinese_stands_in_texts(path):
    """Han characters stand in Text(...), where both languages stand side by side, or in the files of wording."""
    if path.as_posix().startswith(WORDED):
        return
    assert [sources.place(path, node) for node in spoken(sources.tree(path)) if HAN.search(node.value)] == []


def test_one_room_writes_numbers():
    """Nothing but indicators/words groups thousands, and no page, exhibit, chart, report or view rounds a number."""
    found = {sources.place(path, node) for path in sources.python(*sources.PACKAGES) for node in formats(path)}
    assert found == set()


def test_the_rule_about_numbers_sees_what_it_should():
    """The rule itself: thousands are seen everywhere, decimals where figures are told, a year and a width nowhere."""
    code = 'f"{a:,}", f"{a:,.1f}", f"{a:.2f}", f"{a:02d}", f"{a}", format(a, ","), round(a, 1)'
    assert [len(list(written(ast.parse(code), rounds=rounds))) for rounds in (False, True)] == [3, 5]


def test_english_that_counts_says_one_thing_as_it_says_several():
    """What is counted is named by a `Count`, "{count} {count:goal|goals}", so that no page says "1 goals"."""
    found = [
        f"{sources.place(path, node)}: {side.value}"
        for path in sources.python(*sources.PACKAGES)
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"
        for side in node.args[1:2]
        if isinstance(side, ast.Constant) and COUNTED.search(side.value) and not SEVERAL.search(side.value)
    ]
    assert found == []


def test_files_are_short():
    """No file of ours is longer than 350 lines."""
    lengths = {str(path): sources.text(path).count("\n") for path in sources.files() if path.suffix in HAND_WRITTEN}
    assert {path: length for path, length in lengths.items() if length > LINES_OF_A_FILE} == {}


def test_folders_are_rooms():
    """No folder of code holds so many loose files that a stranger cannot see what it is about."""
    loose = Counter(str(path.parent) for path in sources.python(*sources.PACKAGES))
    assert {folder: count for folder, count in loose.items() if count > FILES_OF_A_FOLDER} == {}


def test_functions_are_short():
    """No function is longer than 60 lines."""
    found = [(path, node) for path in sources.python(*sources.PACKAGES, "tests") for node in everything(path)]
    lengths = {
        f"{sources.place(path, node)} {node.name}": node.end_lineno - node.lineno + 1
        for path, node in found
        if isinstance(node, FUNCTIONS)
    }
    assert {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION} == {}


def test_the_rule_about_chinese_sees_what_it_should():
    """The rule itself: a constant, an f-string and a key are seen, a docstring and a Text are not."""
    code = """
        class Some:
            '''模块'''
            constant, keyed, formed = "指标", {"城市": 1}, f"第{1}名"
            said, told = Text("指标", en="x"), model.Text.of(f"第{1}", ("城",))
    """
    assert {node.value for node in spoken(ast.parse(dedent(code)))} == {"指标", "城市", "第", "名"}
