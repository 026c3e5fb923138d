"""Files are opened in a child process that is held to limits and knows no secrets."""

import base64
import io
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from indicators.problems import UsageError
from indicators.workbook.draft import reading_of_values
from indicators.workbook.reader import marked, read
from indicators.workbook.reading import child
from indicators.workbook.reading.container import RefusedError
from indicators.workbook.reading.names import names_known
from tests.workbook.books import small
from tests.workbook.corpus.case import HEADS, sheet

GOOD = sheet(HEADS, ("地区生产总值", "常州市", 2025, 1))

PARAMS = {"name": "x.xlsx", "known": names_known(small()), "answers": {}, "language": "zh"}
LARGE = sheet(HEADS, *(("地区生产总值", f"常州市{row}" * 20, 2025, row) for row in range(20_000)))


@pytest.mark.parametrize(
    "limits",
    [child.Limits(seconds=0), child.Limits(memory=32 * 1024 * 1024), child.Limits(processor=0)],
    ids=["time", "memory", "processor"],
)
def test_a_child_that_needs_too_much_is_one_refusal(limits):
    with pytest.raises(RefusedError) as refused:
        child.run("read", LARGE, PARAMS, limits)
    assert refused.value.kind == "file-too-hard"


def test_the_clerk_is_told_of_a_killed_child_in_one_sentence():
    def killed(content, params):
        return reading_of_values(child.run("read", content, params, child.Limits(seconds=0)))

    reading = read(GOOD, "x.xlsx", small(), reader=killed)
    assert [(one.kind, one.where) for one in reading.problems] == [("file-too-hard", "文件")]
    assert "时间与内存" in reading.problems[0].message.zh


def test_a_child_is_given_no_secret(monkeypatch):
    monkeypatch.setenv("INNOVATION_DATABASE_URL", "postgresql://user:secret@host/name")
    seen = {}
    really = subprocess.run

    def watched(*words, **named):
        seen.update(named)
        return really(*words, **named)

    monkeypatch.setattr("indicators.workbook.reading.child.subprocess.run", watched)
    assert child.run("read", GOOD, PARAMS)
    assert set(seen["env"]) == {"OPENBLAS_NUM_THREADS", "LC_ALL"}
    assert seen["cwd"] == "/"


def test_whatever_a_child_answers_is_read_as_plain_values(monkeypatch):
    answer = subprocess.CompletedProcess([], 0, stdout=b"cos\nsystem\n(S'true'\ntR.", stderr=b"")
    monkeypatch.setattr("indicators.workbook.reading.child.subprocess.run", lambda *_, **__: answer)
    with pytest.raises(RefusedError):
        child.run("read", GOOD, PARAMS)


def test_a_file_comes_back_marked_by_a_child():
    problem = {
        "severity": "error",
        "kind": "cell-not-number",
        "sheet": "观测值",
        "cell": "D2",
        "found": "x",
        "message": "不是一个数",
        "remedy": "改",
        "message_en": "no number",
        "remedy_en": "mend it",
    }
    for content, name in ((GOOD, "x.xlsx"), ("指标,数值\nGDP,x\n".encode(), "观测值.csv")):
        back = load_workbook(io.BytesIO(marked(content, {"name": name, "problems": [problem]})))
        assert back.sheetnames[0] == "问题清单"
        order = {"name": name, "problems": [problem], "language": "en"}
        english = load_workbook(io.BytesIO(marked(content, order))).worksheets[0]
        assert "mend it" in [cell.value for row in english for cell in row]


def test_what_cannot_be_opened_does_not_come_back_but_is_told():
    with pytest.raises(UsageError, match="PDF"):
        marked(b"%PDF-1.4", {"name": "x.pdf", "problems": []})


def test_the_answer_of_a_child_that_marks_is_text():
    answer = child.run("mark", GOOD, {"name": "x.xlsx", "problems": []})
    assert base64.b64decode(answer)[:2] == b"PK"


def test_a_child_loads_no_columns_of_figures():
    program = "import sys, indicators.workbook.understanding.sheets; print('pyarrow' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "False"
