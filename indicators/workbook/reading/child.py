"""A task on an uploaded file, done in a child process that has limits of time and memory, and no secrets.

What comes back is JSON, so that not even a child that was taken over could hand anything to run to its parent.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from types import MappingProxyType
from typing import Any

from indicators.workbook.reading.container import RefusedError

_NICE = 10  # readers come first
_ROOT = Path(__file__).resolve().parents[3]
_START = (
    f"import os, sys; os.nice({_NICE}); sys.path.insert(0, sys.argv[1]); "
    "from indicators.workbook.reading.child import main; main()"
)
_LARGEST_ANSWER = 64 * 1024 * 1024
_AT_ONCE = BoundedSemaphore(1)  # so that many clerks together take no more memory than one file may


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: seconds by the clock, seconds of the processor, bytes of memory."""

    seconds: int = 60
    processor: int = 20
    memory: int = 1536 * 1024 * 1024


def run(task: str, content: bytes, params: Mapping[str, Any], limits: Limits | None = None) -> Any:  # noqa: ANN401
    """Return what a task of TASKS gives for a file. Raises RefusedError where it is not taken, or takes too much."""
    allowed = limits or Limits()
    order = json.dumps({"task": task, "params": params, "memory": allowed.memory, "processor": allowed.processor})
    try:
        with _AT_ONCE:
            done = subprocess.run(  # noqa: S603 - this very interpreter with a fixed program
                [sys.executable, "-I", "-c", _START, str(_ROOT)],
                input=f"{len(order.encode())}\n{order}".encode() + content,
                capture_output=True,
                timeout=allowed.seconds,
                env={"OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"},
                cwd="/",
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise RefusedError("file-too-hard") from None
    if done.returncode or len(done.stdout) > _LARGEST_ANSWER:
        raise RefusedError("file-too-hard")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise RefusedError("file-too-hard") from None
    if "refused" in answer:
        raise RefusedError(answer["refused"], **answer["words"])
    return answer["done"]


def main() -> None:
    """Do the task that stands on the standard input, and write what comes of it as JSON."""
    gc.disable()  # what a file makes is bounded and goes with the process; looking for circles in it takes a third
    size = int(sys.stdin.buffer.readline())
    order = json.loads(sys.stdin.buffer.read(size))
    _limit(order["memory"], order["processor"])
    try:
        answer: dict[str, Any] = {"done": TASKS[order["task"]](sys.stdin.buffer.read(), order["params"])}
    except RefusedError as error:
        answer = {"refused": error.kind, "words": error.words}
    except (MemoryError, RecursionError):
        answer = {"refused": "file-too-hard", "words": {}}
    json.dump(answer, sys.stdout, default=str)
    sys.stdout.flush()
    os._exit(0)  # nothing to tidy up, and tidying may need memory that is gone


def _limit(memory: int, processor: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, _LARGEST_ANSWER),  # openpyxl writes a sheet into a temporary file first
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _read(content: bytes, params: Mapping[str, Any]) -> Any:  # noqa: ANN401 - plain values
    with _without("numpy", "PIL"):
        from indicators.workbook.draft import reading_as_values  # noqa: PLC0415 - only the child needs the parser
        from indicators.workbook.understanding.sheets import read_content  # noqa: PLC0415 - as above

    return reading_as_values(read_content(content, params))


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Import as if some packages were not there: openpyxl looks for them, reads without, and starts in two thirds."""
    there = {name: sys.modules.get(name) for name in names}
    sys.modules.update(dict.fromkeys(names))  # type: ignore[arg-type]  # None is how Python says that there is none
    try:
        yield
    finally:
        for name, module in there.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _mark(content: bytes, params: Mapping[str, Any]) -> Any:  # noqa: ANN401 - plain values
    from indicators.language import Language, speaking  # noqa: PLC0415 - as above
    from indicators.workbook.reading.marking import marked  # noqa: PLC0415 - as above

    with speaking(Language(params.get("language", Language.CHINESE))):
        return base64.b64encode(marked(content, params["name"], params["problems"])).decode()


TASKS: Mapping[str, Callable[[bytes, Mapping[str, Any]], Any]] = MappingProxyType({"read": _read, "mark": _mark})

__all__: Sequence[str] = ("TASKS", "Limits", "main", "run")
