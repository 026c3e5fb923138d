"""Problems as the command line prints them: those that say the same are one line with all their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indicators.model import Text
from indicators.problems import cells_in_words

_SEVERITIES = {
    "error": Text("错误", "error"),
    "question": Text("须回答", "question"),
    "warning": Text("提醒", "warning"),
}
_LINE = Text("{severity}：{places}{found}：{message}；{remedy}", "{severity}: {places}{found}: {message}; {remedy}")
_FOUND, _AND_OTHERS = Text(" [{found}]", " [{found}]"), Text("…", "…")
_MOST_FOUND = 3
_OF_FILES: Mapping[type[OSError], Text] = {
    FileNotFoundError: Text("找不到 {file}，请核对路径", "{file} is not there: check its path"),
    PermissionError: Text("没有权限读写 {file}，请换一处或请管理员授权", "{file} may not be read or written here"),
    IsADirectoryError: Text("{file} 是文件夹，请写文件名", "{file} is a folder: name a file"),
    NotADirectoryError: Text("{file} 不是文件夹，请核对路径", "{file} is in no folder: check its path"),
}
_OF_THE_SYSTEM = Text("{file} 无法读写（{why}）", "{file} cannot be read or written ({why})")


def lines(problems: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each thing that is wrong, what has to be repaired first; `problems` are those of minutes."""
    groups: dict[tuple[str, Text, Text], list[Mapping[str, Any]]] = {}
    for problem in problems:
        message, remedy = (Text(problem[name], problem.get(f"{name}_en", "")) for name in ("message", "remedy"))
        groups.setdefault((problem["severity"], message, remedy), []).append(problem)
    severities = list(_SEVERITIES)
    for (severity, message, remedy), alike in sorted(groups.items(), key=lambda group: severities.index(group[0][0])):
        words = {"severity": _SEVERITIES[severity], "message": message, "remedy": remedy}
        places = cells_in_words(problem["where"] for problem in alike)
        yield str(_LINE).format(places=places, found=_found(problem["found"] for problem in alike), **words)


def sentence(error: Exception) -> str:
    """Return what went wrong as a sentence: what the system says of a file in the language of the terminal."""
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    text = next((text for kind, text in _OF_FILES.items() if isinstance(error, kind)), _OF_THE_SYSTEM)
    return str(text).format(file=error.filename, why=error.strerror)


def _found(texts: Iterable[str]) -> str:
    """What stands in the cells, of many the first few."""
    different = [text for text in dict.fromkeys(texts) if text]
    few = different[:_MOST_FOUND] + [str(_AND_OTHERS)] * (len(different) > _MOST_FOUND)
    return str(_FOUND).format(found=" | ".join(few)) if few else ""
