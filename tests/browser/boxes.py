"""Where the texts of a picture stand, measured in the SVG that a browser draws of it."""

from contextlib import contextmanager
from dataclasses import dataclass

from dashboard import contents
from dashboard.export.paper.painter import bundle
from dashboard.export.picture.choices import Looks
from dashboard.export.picture.frame import picture
from dashboard.query import parse
from tests.export.conftest import NAMES

LOOKS = (Looks(width="80mm"), Looks(width="120mm"), Looks(width="156mm"), Looks(), Looks("slide"), Looks("phone"))
LEAST_POINTS = 7.5
MEASURE = """async ([figure, width, height]) => {
  const data = await Plotly.toImage({ ...figure, config: { staticPlot: true } }, { format: "svg", width, height });
  document.body.innerHTML = decodeURIComponent(data.slice(data.indexOf(",") + 1));
  const lines = [...document.querySelectorAll("svg text")].flatMap((text) => {
    const spans = [...text.querySelectorAll("tspan.line")];
    return spans.length ? spans : [text];
  });
  return lines.filter((line) => line.textContent.trim() && line.getBoundingClientRect().width).map((line) => {
    const { left, right, top, bottom } = line.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(line).fontSize);
    return { text: line.textContent, left, right, middle: (top + bottom) / 2, size };
  });
}"""


@dataclass(frozen=True)
class Written:
    """A line of text where it stands, in pixels; letters reach half their size above and below the middle."""

    text: str
    left: float
    right: float
    middle: float
    size: float

    def meets(self, other):
        """Return whether two lines lie on one another, by more than the edge of a letter."""
        high = (self.size + other.size) * 0.42
        return self.left + 1 < other.right and other.left + 1 < self.right and abs(self.middle - other.middle) < high


def exhibits(dataset):
    """Return every exhibit of the public pages: {"goals-ways": Captioned, …}."""
    return {
        f"{page.name}-{one.exhibit.id}": one
        for page in contents.PUBLISHED
        for one in contents.captioned(dataset, page, NAMES.get(page.name, ""), parse({}, dataset))
    }


@contextmanager
def measuring(browser):
    """Give a function: (exhibit, looks) -> what is wrong with its picture, in sentences."""
    with browser.new_context(viewport={"width": 1000, "height": 800}) as session:
        page = session.new_page()
        page.set_content("<!DOCTYPE html><body style='margin:0'></body>")
        page.add_script_tag(path=bundle())
        yield lambda exhibit, looks: faults(page, picture(exhibit, looks), looks)


def faults(page, drawn, looks):
    """Return what is wrong with a picture: letters that are too small, lines on one another or outside."""
    found = [Written(**line) for line in page.evaluate(MEASURE, [drawn["figure"], drawn["width"], drawn["height"]])]
    points = looks.measures.millimetres / 25.4 * 72 / drawn["width"]
    small = [f"{line.text}: {line.size * points:.1f} pt" for line in found if line.size * points < LEAST_POINTS - 1e-6]
    outside = [f"{line.text} is outside" for line in found if line.left < -2 or line.right > drawn["width"] * 1.03 + 2]
    found.sort(key=lambda line: line.middle)
    over = [
        f"{line.text} lies on {other.text}"
        for place, line in enumerate(found)
        for other in found[place + 1 : place + 60]
        if line.meets(other)
    ]
    return [*small, *outside, *over]
