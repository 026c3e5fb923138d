"""The release as a folder of static pages, pictures and workbooks, in one ZIP: for a room with no network."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import partial
from html import escape

from dashboard import contents
from dashboard.export.captioned import Captioned
from dashboard.export.document import Document
from dashboard.export.paper.html import html
from dashboard.export.paper.painter import Painter
from dashboard.export.picture.frame import ALONE
from dashboard.export.xlsx import xlsx
from dashboard.pages import PAGES, Page
from dashboard.query import default
from dashboard.reports.packs import EARLIEST, Pictures, Progress, as_markup
from indicators.dataset import Dataset
from indicators.model import Text

_SUBTITLE = Text("离线包 · {release}（{date}发布）", "offline, {release}, published {date}")
_FIRST = "index.html"


def offline(dataset: Dataset, painter: Painter, progress: Progress, host: str = "", mark: str = "") -> bytes:
    """Return every page of a release, its districts and headline indicators, as a ZIP that opens at index.html."""
    pages = _pages(dataset, host, mark)
    everything = Document("", "", "", "", tuple(one for _, _, found in pages for one in found))
    pictures = Pictures(everything, painter, "svg", progress)
    alone = Pictures(everything, painter, "svg", lambda *_: None, ALONE)  # a file of its own says where it is from
    out = io.BytesIO()
    release = dataset.city.release
    subtitle = str(_SUBTITLE).format(release=str(release.name), date=release.date)
    listed = [(file, title) for file, title, _ in pages]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, title, found in pages:
            document = Document(title, subtitle, contents.title(dataset), str(release.date), found, mark=mark)
            stem = file.removesuffix(".html")
            text = html(document, as_markup(pictures), partial(_workbook, stem), _nav(listed, file))
            _put(archive, file, text.encode())
            for one in found:
                _put(archive, _workbook(stem, one), xlsx([one]))
                svg = alone(one)
                if svg:
                    _put(archive, f"pictures/{stem}-{one.exhibit.id}.svg", described(svg.decode(), one).encode())
    return out.getvalue()


def described(svg: str, one: Captioned) -> str:
    """Return a picture that tells who cannot see it its title and what it finds."""
    root, _, rest = svg.partition(">")
    return f"{root}><title>{escape(one.title)}</title><desc>{escape(one.alt)}</desc>{rest}"


def _pages(dataset: Dataset, host: str, mark: str) -> list[tuple[str, str, tuple[Captioned, ...]]]:
    """Every page that is taken along: file name, title, exhibits."""
    pages = []
    for page, name in _chosen(dataset):
        exhibits = contents.captioned(dataset, page, name, default(dataset), host)
        found = tuple(replace(one, mark=mark) for one in exhibits)
        file = "-".join(part for part in (page.name, name) if part) + ".html"
        pages.append((_FIRST if page.path == "/" else file, contents.heading(dataset, page, name), found))
    return pages


def _chosen(dataset: Dataset) -> list[tuple[Page, str]]:
    names = {"region": dataset.city.districts, "indicator": dataset.city.headline}
    return [(page, name) for page in PAGES if not page.office for name in names.get(page.name, ("",))]


def _workbook(stem: str, one: Captioned) -> str:
    return f"workbooks/{stem}-{one.exhibit.id}.xlsx"


def _nav(listed: list[tuple[str, str]], here: str) -> str:
    links = "".join(
        f"<b>{escape(title)}</b> " if file == here else f'<a href="{escape(file)}">{escape(title)}</a> '
        for file, title in listed
    )
    return f"<nav>{links}</nav>"


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
