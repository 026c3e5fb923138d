"""Where the words of a PDF stand on its pages, and what is wrong with that."""

import re
import subprocess

from lxml import etree

from dashboard.export.picture.text import width
from tests.browser.boxes import Written

LEAST_POINTS, LEAST_POINTS_OF_SLIDES = 7.5, 12
HAN = re.compile(r"[\u2e80-\u2fdf\u4e00-\u9fff]+")  # a reader of PDF returns radicals for some characters
ENDS = re.compile(r"(?<![A-Za-z\d])\d[\d,.]*(?: ?[\u4e07\u4ebf])?$")  # not of a digest or an id
BEGINS = re.compile(r"[\d%\u4e07\u4ebf\u5143\u4eba\u5bb6\u9879\u4f4d\u4e2a\u4ef6\u5e74\u6708]")
UNIT = re.compile(r"(?:%|\d|\u4ebf|\u767e\u5206\u70b9\u4ee5)[\u4e00-\u9fff]+$")
DIGEST = re.compile(r"[0-9a-f]{12,}")
SHARE_OF_A_PAGE = 0.5  # a running text is wider, a cell is not
A_POINT, LONG = 1.0, 5
SAME = "{http://www.w3.org/1999/xhtml}"
SIDES = ("xMin", "xMax", "yMin", "yMax")


def faults(path, least=LEAST_POINTS):
    """Return what is wrong with the pages of a PDF, in sentences.

    Small letters, words outside or on one another, numbers of running texts that a line parts.
    """
    told = subprocess.run(["pdftotext", "-bbox-layout", str(path), "-"], capture_output=True, check=True).stdout
    return found_in(told, least)


def found_in(told, least):
    """Return what is wrong with the words and their boxes, as pdftotext tells them."""
    wrong = []
    for number, page in enumerate(etree.fromstring(told, etree.XMLParser(recover=True)).iter(f"{SAME}page"), 1):
        wide, high = float(page.get("width")), float(page.get("height"))
        found = written(page)
        wrong += [f"{number}: {one.text} is {one.size:.2f} pt" for one in found if is_small(one, least)]
        wrong += [f"{number}: {one.text} is outside" for one in found if is_outside(one, wide, high)]
        wrong += [f"{number}: {one.text} lies on {other.text}" for one, other in met(found)]
        wrong += [f"{number}: {text} is broken" for text in broken(page, wide * SHARE_OF_A_PAGE)]
        wrong += [f"{number}: {text} ends with a letter alone" for text in alone(page) if least == LEAST_POINTS]
    return wrong


def alone(page):
    """Return the texts of several lines whose last line is one Chinese letter: cells and captions.

    A letter before a number that has no room beside it is not the last; a unit may stand below a number that is wider
    than its cell.
    """
    for block in page.iter(f"{SAME}block"):
        lines = [(float(one.get("xMin")), "".join(word.text for word in one)) for one in block.iter(f"{SAME}line")]
        for (left, above), (begins, last), (_, after) in zip(lines, lines[1:], [*lines[2:], (0, "")], strict=False):
            is_below = abs(left - begins) < A_POINT and len(above) >= LONG and not after[:1].isdigit()
            if is_below and len(last) == 1 and HAN.fullmatch(last) and not UNIT.search(above + last):
                yield f"{above}|{last}"


def written(page):
    """Return the words of a page, each as large as letters are that take its width.

    How tall its box is says less: faces that stand in a PDF as drawings have boxes of twice the height of others.
    """
    words = [(one.text, *(float(one.get(side)) for side in SIDES)) for one in page.iter(f"{SAME}word")]
    return [
        Written(text, left, right, (top + bottom) / 2, min((right - left) / width(text, 1), bottom - top))
        for text, left, right, top, bottom in words
    ]


def is_small(one, least):
    """Return whether letters are smaller than they may be: told of words of Chinese, whose size is sure."""
    return bool(HAN.fullmatch(one.text)) and one.size < least - 0.1


def is_outside(one, wide, high):
    """Return whether a word reaches over the edge of its page."""
    return (
        one.left < -1 or one.right > wide + 1 or one.middle - one.size / 2 < -1 or one.middle + one.size / 2 > high + 1
    )


def met(found):
    """Return the pairs of words that lie on one another, by more than the blank half of a bracket."""
    found = sorted(found, key=lambda one: one.middle)
    pairs = [(one, other) for place, one in enumerate(found) for other in found[place + 1 : place + 60]]
    return [pair for pair in pairs if pair[0].meets(pair[1]) and shared(*pair) > 0.6]


def shared(one, other):
    """Return how much of a letter's width two words have in common."""
    return (min(one.right, other.right) - max(one.left, other.left)) / min(one.size, other.size)


def said(line):
    """Return the words of a line without the signs of no width that join numbers and units; of no line, one blank."""
    return [word for one in (line if line is not None else ()) if (word := one.text.replace("\u2060", ""))] or [""]


def broken(page, least):
    """Return the numbers of running texts that a line parts from themselves or from their units."""
    for block in page.iter(f"{SAME}block"):
        lines = [one for one in block.iter(f"{SAME}line") if float(one.get("xMax")) - float(one.get("xMin")) > least]
        for one in lines:
            last, first = " ".join(said(one)[-2:]), said(one.getnext())[0]
            if ENDS.search(last) and BEGINS.match(first) and not DIGEST.fullmatch(first):
                yield f"{last}|{first}"
