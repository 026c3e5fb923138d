"""Permanent links: who follows one lands on its figure, which is marked, and reads what was corrected since."""

import pytest

from dashboard import contents
from dashboard.query import parse

NAMES = {"region": "xinbei", "indicator": "rd-intensity"}
LANDED = """() => {
  const one = document.querySelector(".exhibit:target"), box = one.getBoundingClientRect();
  const stays = (bar) => bar.offsetHeight && ["sticky", "fixed"].includes(getComputedStyle(bar).position);
  const above = [...document.querySelectorAll("header.top, form.filters, .sheet")].filter(stays);
  const covered = Math.max(0, ...above.map((bar) => bar.getBoundingClientRect().bottom));
  const isAtEnd = Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight - 2;
  const style = getComputedStyle(one);
  return {
    id: one.id, marked: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3,
    seen: box.top >= covered - 1 && box.top < innerHeight * (isAtEnd ? 1 : 0.5) && box.bottom > covered,
    places: [Math.round(box.top), Math.round(covered), innerHeight, isAtEnd],
  };
}"""
AT_REST = "() => !document.querySelector('.plot[data-figure]:not(.js-plotly-plot)')"


def last_of_each_look(dataset):
    """Return the permanent addresses of the last figure of each page, and of each of several looks at a page."""
    found = {}
    for page in contents.PUBLISHED:
        for one in contents.captioned(dataset, page, NAMES.get(page.name, ""), parse({}, dataset)):
            found[page.name, one.exhibit.tab and one.exhibit.tab.view] = one.path
    return list(found.values())


@pytest.mark.parametrize("width", [1440, 390])
def test_a_permanent_link_lands_on_its_figure_and_marks_it(page_at, dataset, width):
    """Also where it stands at the end of a long page, or behind another look; charts drawn late move nothing."""
    page = page_at(width)
    missed = {}
    paths = last_of_each_look(dataset)
    for path in paths if width > 1000 else paths[1::3]:
        page.goto(path)
        page.wait_for_function(AT_REST)
        landed = page.evaluate(LANDED)
        if landed["id"] != path.partition("#")[2] or not (landed["marked"] and landed["seen"]):
            missed[path] = landed
    assert missed == {}


def test_a_link_within_the_site_marks_its_figure_as_a_permanent_one_does(page_at):
    """The page is put in place of the one before without a new start."""
    page = page_at()
    page.goto("/")
    page.evaluate("""() => {
      const link = Object.assign(document.createElement("a"), { href: "/goals#lags", textContent: "至该图" });
      link.dataset.page = "";
      document.querySelector("#content main").prepend(link);
    }""")
    page.get_by_text("至该图").click()
    page.wait_for_url("**/goals?view=lags#lags")
    page.locator("#lags:target").wait_for()
    page.wait_for_function(AT_REST)
    landed = page.evaluate(LANDED)
    assert (landed["id"], landed["marked"], landed["seen"]) == ("lags", True, True)
