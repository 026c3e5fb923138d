"""The table of contents: every page of the site, in the order of the menu."""

from dashboard.pages import goals, indicator, indicators, overview, region, regions
from dashboard.pages.page import Page

PAGES: tuple[Page, ...] = (overview.PAGE, goals.PAGE, regions.PAGE, region.PAGE, indicators.PAGE, indicator.PAGE)

__all__ = ["PAGES", "Page"]
