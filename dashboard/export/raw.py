"""The figures behind exhibits, unrounded: one a row, with unit, source and quote, and what each column is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from dashboard.exhibits.evidence import COLUMNS, Row
from dashboard.export.captioned import Captioned
from dashboard.export.csv import MARK, lines
from indicators.model import Text
from indicators.problems import UsageError
from indicators.words import wording

DATA, COLUMNS_TITLE = Text("原始数据", "raw data"), Text("列说明", "columns")
_ABOUT = Text(
    "本图表所依据的数，每行一个，与数据表所载一致，未经舍入；图中的比重、增速、位次和进度由这些数算得。",
    "The figures that this exhibit rests on, one a row, exactly as the tables hold them; shares, growth, ranks and "
    "progress that it shows are reckoned from these.",
)
_LANGUAGE = Text(
    "来源、发布者、原文和备注照录，用来源的语言。",
    "Sources, publishers, quotes and notes stand as they were written, in the language of the source, often Chinese.",
)
_NONE = Text(
    "“{title}”由数据表计数或由文字组成，没有单列的原始数据",
    "“{title}” counts rows of the tables or is made of words: it has no raw data of its own",
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def heads() -> Row:
    """Return the heads of the columns."""
    return tuple(str(one.head) for one in COLUMNS)


def figures(exhibits: Iterable[Captioned]) -> Sequence[Row]:
    """Return the figures behind exhibits, each once."""
    return tuple({row[0]: row for one in exhibits for row in one.figures}.values())


def guide(exhibits: Sequence[Captioned]) -> list[tuple[str, str]]:
    """Return what there is to say of the figures and of each column, as pairs; what is said of all has no name."""
    cited = [("", one.citation) for one in exhibits]
    columns = [(str(one.head), str(one.about)) for one in COLUMNS]
    return [*cited, ("", str(_ABOUT)), ("", str(_LANGUAGE)), *columns]


def raw(one: Captioned) -> bytes:
    """Return the figures behind an exhibit as CSV with an account of its columns, in a ZIP.

    Raises UsageError for an exhibit that rests on no figures.
    """
    rows = figures([one])
    if not rows:
        raise UsageError(str(_NONE).format(title=one.title))
    said = (f"{name}{wording.COLON}{text}" if name else text for name, text in guide([one]))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            (f"{DATA}.csv", lines([heads(), *rows])),
            (f"{COLUMNS_TITLE}.txt", (MARK + "\r\n".join(said) + "\r\n").encode()),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
