"""The release as a folder of static pages, pictures and workbooks, in one ZIP: for a room with no network."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from dashboard import contents
from dashboard.export.captioned import Captioned
from dashboard.export.document import Document
from dashboard.export.paper.html import Folder, html
from dashboard.export.paper.painter import Painter, chromium
from dashboard.export.picture.frame import ALONE
from dashboard.export.xlsx import xlsx
from dashboard.query import default
from dashboard.reports.packs import EARLIEST, Pictures, Progress, as_markup
from indicators.dataset import Dataset
from indicators.model import Text

_SUBTITLE = Text("离线包 · {release}（{date}发布）", "offline, {release}, published {date}")
_FIRST = "index.html"


def offline(dataset: Dataset, painter: Painter, progress: Progress, host: str = "", mark: str = "") -> bytes:
    """Return every page of a release, of all regions and indicators too, as a ZIP that opens at index.html.

    Its links lead to its own files, or out of it; what it has no file of, as a page with filters, is no link.
    """
    chromium()  # where there is none, that is said before all pages are put together
    pages = _pages(dataset, host, mark)
    everything = Document("", "", "", "", tuple(one for page in pages for one in page.found))
    pictures = Pictures(everything, painter, "svg", progress)
    alone = Pictures(everything, painter, "svg", lambda *_: None, ALONE)  # a file of its own says where it is from
    out = io.BytesIO()
    release = dataset.city.release
    subtitle = str(_SUBTITLE).format(release=str(release.name), date=release.date)
    files = {one.path: one.file for one in pages}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            document = Document(page.title, subtitle, contents.title(dataset), str(release.date), page.found, mark=mark)
            stem = page.file.removesuffix(".html")
            folder = Folder(partial(_workbook, stem), partial(_lead, files), _nav(pages, page.file))
            _put(archive, page.file, html(document, as_markup(pictures), folder).encode())
            for one in page.found:
                _put(archive, _workbook(stem, one), xlsx([one]))
                svg = alone(one)
                if svg:
                    _put(archive, f"pictures/{stem}-{one.exhibit.id}.svg", described(svg.decode(), one).encode())
    return out.getvalue()


def described(svg: str, one: Captioned) -> str:
    """Return a picture that tells who cannot see it its title and what it finds."""
    root, _, rest = svg.partition(">")
    return f"{root}><title>{escape(one.title)}</title><desc>{escape(one.alt)}</desc>{rest}"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page that is taken along: its address on the site, its file, its title, its exhibits.

    One that `is_listed` is named on each page; regions on the first, and indicators are reached by their catalogue.
    """

    path: str
    file: str
    title: str
    found: tuple[Captioned, ...]
    is_listed: bool


def _pages(dataset: Dataset, host: str, mark: str) -> list[_Leaf]:
    """Every page that is taken along."""
    names = {"region": dataset.regions, "indicator": dataset.indicators}
    listed = ("", dataset.city.region, *dataset.city.districts, *dataset.city.headline)
    pages = []
    for page in contents.PUBLISHED:
        for name in names.get(page.name, ("",)):
            exhibits = contents.captioned(dataset, page, name, default(dataset), host)
            found = tuple(replace(one, mark=mark) for one in exhibits)
            file = _FIRST if page.path == "/" else "-".join(part for part in (page.name, name) if part) + ".html"
            path, heading = page.path.replace("<name>", name), contents.heading(dataset, page, name)
            pages.append(_Leaf(path, file, heading, found, name in listed))
    return pages


def _lead(files: Mapping[str, str], address: str) -> str:
    """Where an address leads to from a file of the pack: to another, or out of it; nowhere where neither is so."""
    if address.startswith(("http://", "https://")):
        return address
    path, mark, place = address.partition("#")
    return f"{files[path]}{mark}{place}" if path in files else ""


def _workbook(stem: str, one: Captioned) -> str:
    return f"workbooks/{stem}-{one.exhibit.id}.xlsx"


def _nav(pages: list[_Leaf], here: str) -> str:
    links = "".join(
        f"<b>{escape(one.title)}</b> " if one.file == here else f'<a href="{escape(one.file)}">{escape(one.title)}</a> '
        for one in pages
        if one.is_listed or (here == _FIRST and one.file.startswith("region-"))
    )
    return f"<nav>{links}</nav>"


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
