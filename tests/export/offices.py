"""Office files read back: by the libraries of their formats, and by LibreOffice as a reader would see them."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

from lxml import etree

PATIENCE_IN_SECONDS = 240
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def as_pdf(content, suffix, folder):
    """Return the path of the PDF that LibreOffice makes of an office file."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "no LibreOffice is installed: run sh tests/prerequisites.sh"
    source = folder / f"file.{suffix}"
    source.write_bytes(content)
    surroundings = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)],
        env=surroundings, capture_output=True, timeout=PATIENCE_IN_SECONDS, check=True,
    )  # fmt: skip
    return source.with_suffix(".pdf")


def as_text(path):
    """Return the words of a PDF without white space."""
    return "".join("".join(as_pages(path)).split())


def squeezed(text):
    """Return a text without what only sets it: blanks, places where a line may end, joints of numbers and units."""
    return "".join(re.sub("[\u00a0\u200b\u2060]", "", text).split())


def written(path):
    """Return the words of a PDF in the order in which they were written, without white space."""
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return "".join(told.split())


def as_pages(path):
    """Return the words of each page of a PDF, laid out as there."""
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return told.split("\f")[:-1]


def astray(pack):
    """Return what is wrong with the pages of an offline pack: scripts, links that lead astray, pages not reached."""
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        names = set(archive.namelist())
        pages = {one: archive.read(one).decode() for one in names if one.endswith(".html")}
    wrong = [f"{file} asks for more" for file, text in pages.items() if "<script" in text or "src=" in text]
    led = {"index.html"}
    for file, text in pages.items():
        for link in {unescape(part.partition('"')[0]) for part in text.split('href="')[1:]}:
            to, _, place = link.partition("#")
            led.add(to)
            is_there = to in names and (not place or f'id="{place}"' in pages[to])
            if not is_there and not link.startswith(("http://", "https://")):
                wrong.append(f"{file} leads to {link}")
    return wrong + [f"nothing leads to {file}" for file in sorted(set(pages) - led)]


def told_of(path):
    """Return what pdfinfo says of a PDF and of the size of each of its pages."""
    command = ["pdfinfo", "-l", "-1", str(path)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def filled(path):
    """Return of each page of a PDF which share of its height the words above its number reach down to."""
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    shares = []
    for page in told.split("<page ")[1:]:
        tall = float(re.search(r'height="([\d.]+)"', page)[1])
        ends = [float(one) for one in re.findall(r'yMax="([\d.]+)"', page)]
        shares.append(max((one for one in ends if one < max(ends) - 5), default=0) / tall)
    return shares


def bookmarks(path):
    """Return the bookmarks of a PDF in order: (depth, title, page)."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", str(path)]
    told = subprocess.run(command, capture_output=True, check=True).stdout
    found = etree.fromstring(told, etree.XMLParser(recover=True)).iter("item")
    return [(len(list(one.iterancestors("outline"))), (one.text or "").strip(), int(one.get("page"))) for one in found]


def parts(content, holding):
    """Return the XML parts of an office file whose names hold a word, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [etree.fromstring(archive.read(name)) for name in archive.namelist() if holding in name]


def chart_values(part):
    """Return every series of a native chart: {name: (values…)}."""
    told = {}
    for series in part.iter(f"{CHART}ser"):
        name = "".join(series.find(f"{CHART}tx").itertext()).split("$")[-1]
        holder = series.find(f"{CHART}val") if series.find(f"{CHART}val") is not None else series.find(f"{CHART}yVal")
        told[name] = tuple(float(one.text) for one in holder.iter(f"{CHART}v"))
    return told


def chart_labels(part):
    """Return the number of each point of each series of a native chart as its label shows it, in order."""
    told = []
    for series in part.iter(f"{CHART}ser"):
        labels = series.find(f"{CHART}dLbls")
        usual = labels.find(f"{CHART}numFmt").get("formatCode")
        own = {
            int(one.find(f"{CHART}idx").get("val")): one.find(f"{CHART}numFmt").get("formatCode")
            for one in labels.iter(f"{CHART}dLbl")
        }
        holder = series.find(f"{CHART}val") if series.find(f"{CHART}val") is not None else series.find(f"{CHART}yVal")
        told.append(
            [
                as_shown(float(point.find(f"{CHART}v").text), own.get(int(point.get("idx")), usual))
                for point in holder.iter(f"{CHART}pt")
            ]
        )
    return told


def as_shown(value, pattern):
    """Return a value as the number formats of charts show it: thousands, and so many decimals."""
    decimals = len(pattern.partition(";")[0].partition(".")[2])
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact:,f}"
