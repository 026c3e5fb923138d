"""Addresses on paper: whole, live and in one line where the site has one; nowhere half of one."""

import io
import json
import re
import zipfile
from dataclasses import replace

import docx as docx_library
import pptx as pptx_library

from dashboard.export.columns import MM_OF_A_POINT, UPRIGHT
from dashboard.export.csv import csv
from dashboard.export.docx import docx
from dashboard.export.layout import size_in_a_line
from dashboard.export.paper.html import html
from dashboard.export.picture.frame import ALONE, picture
from dashboard.export.picture.text import width
from dashboard.export.pptx import pptx
from dashboard.export.raw import raw
from dashboard.export.xlsx import xlsx
from tests.export.test_offices import document, pictured

HALF = re.compile(r"(?<![\w.])/[a-z\d/-]*\?[a-z]+=[^\s\"<]*#[a-z]")


def files(one):
    """Return an exhibit in every format: {suffix: its words and markup}."""
    of_one = document([one])
    packages = {
        "xlsx": xlsx([one]),
        "docx": docx(of_one, pictured),
        "docx of tables": docx(of_one, lambda _: None),
        "pptx": pptx(of_one),
        **({"zip": raw(one)} if one.figures else {}),
    }
    texts = {"csv": csv(one).decode(), "html": html(of_one, lambda _: None), "svg": json.dumps(picture(one, ALONE))}
    for suffix, content in packages.items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts[suffix] = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return texts


def test_where_no_address_is_set_no_file_has_half_of_one(everything):
    for name, one in list(everything.items())[::5]:
        for suffix, text in files(replace(one, host="")).items():
            assert not HALF.search(text), (name, suffix, HALF.search(text)[0])
            assert one.path.replace("&", "&amp;") not in text, (name, suffix)


def test_an_address_can_be_followed_from_every_document(everything):
    for name in ("goals-ways", "regions-sum", "indicator-series"):
        one = everything[name]
        written = docx_library.Document(io.BytesIO(docx(document([one]), pictured)))
        assert {link.url for part in written.paragraphs for link in part.hyperlinks} == {one.link}
        slides = pptx_library.Presentation(io.BytesIO(pptx(document([one])))).slides
        of_it = [slide for slide in slides if any(shape.has_chart or shape.has_table for shape in slide.shapes)]
        assert of_it
        for slide in of_it:
            runs = [
                run
                for shape in slide.shapes
                if shape.has_text_frame
                for part in shape.text_frame.paragraphs
                for run in part.runs
            ]
            assert [run.text for run in runs if run.hyperlink.address == one.link] == [one.link], name


def test_an_address_stands_in_one_line_of_a_page_in_letters_that_can_be_read(everything):
    for name, one in everything.items():
        size = size_in_a_line(one.link, 9)
        assert size >= 7.5
        assert width(one.link, size) * MM_OF_A_POINT < UPRIGHT + 0.01, name
