"""Paper as it may be archived: PDF/A-2a, as far as can be looked at here, and by veraPDF where it is installed."""

import io
import shutil
import subprocess

import pikepdf
import pytest

from dashboard.export.paper.painter import Painter
from dashboard.reports.compose import compose
from dashboard.reports.listing import HeadingItem, Listing, PageItem
from dashboard.reports.packs import PACKS
from indicators.language import Language, speaking
from tests.export.archive import wrong
from tests.export.conftest import HOST

PARTS = (HeadingItem("目标"), PageItem("/goals", ("ways", "lags")), PageItem("/regions", ("matrix",)))


@pytest.fixture(scope="module", params=Language)
def paper(request, dataset):
    """Return a report of pictures, tables and sources as PDF, in a language."""
    with speaking(request.param), Painter() as painter:
        document = compose(Listing("研发 <R&D>", PARTS), dataset, HOST)
        return PACKS["pdf"].write(document, painter, lambda *_: None)


def test_a_pdf_is_what_pdf_a_asks_for(paper):
    assert wrong(paper) == []
    with pikepdf.open(io.BytesIO(paper)) as made, made.open_metadata() as told:
        assert (told["dc:title"], told.pdfa_status) == ("研发 <R&D>", "2A")
        assert made.Root.Lang in told["dc:language"]


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
def test_a_validator_finds_it_to_be_pdf_a(paper, tmp_path):
    (tmp_path / "report.pdf").write_bytes(paper)
    asked = ["verapdf", "--flavour", "2a", "--format", "text", str(tmp_path / "report.pdf")]
    assert subprocess.run(asked, capture_output=True, check=False, text=True).stdout.startswith("PASS")


FAULTS = {
    "no intent of output": lambda made: made.Root.__delitem__("/OutputIntents"),
    "no tags": lambda made: made.Root.__delitem__("/MarkInfo"),
    "no language": lambda made: made.Root.__setitem__("/Lang", pikepdf.String("")),
    "/Title is told otherwise": lambda made: made.docinfo.__setitem__("/Title", pikepdf.String("x")),
    "a picture that says nothing": lambda made: tag(made, "/Figure").__delitem__("/Alt"),
    "a tag of the kind Widget": lambda made: tag(made, "/P").__setitem__("/S", pikepdf.Name.Widget),
    "does not say its letters": lambda made: part(made, "/Font", "/ToUnicode").__delitem__("/ToUnicode"),
    "1: words outside of its tags": lambda made: setattr(made.pages[0], "Contents", made.make_stream(b"BT (x) Tj ET")),
    "/OpenAction in its catalogue": lambda made: made.Root.__setitem__("/OpenAction", pikepdf.Dictionary()),
    "the blend /Odd": lambda made: part(made, "/ExtGState", "/ca").__setitem__("/BM", pikepdf.Name.Odd),
}


@pytest.mark.parametrize("told", FAULTS)
def test_a_fault_that_is_planted_is_found(paper, told):
    """Each in the same paper, which has none."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as made:
        FAULTS[told](made)
        made.save(out, deterministic_id=True)
    assert [fault for fault in wrong(out.getvalue()) if told in fault]


def tag(made, kind):
    """Return the first tag of a kind."""
    return next(one for one in objects(made) if str(one.get("/S")) == kind and "/P" in one)


def part(made, kind, name):
    """Return the first part of a type that has something of a name."""
    return next(one for one in objects(made) if name in one and str(one.get("/Type", kind)) == kind)


def objects(made):
    """Return the dictionaries of a PDF."""
    return [one for one in made.objects if isinstance(one, pikepdf.Dictionary)]
