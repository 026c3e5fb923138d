"""The table of contents: every page of the site, in the order of the menu."""

from dashboard.pages import goals, indicator, indicators, industries, overview, parks, region, regions, sources
from dashboard.pages.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    goals.PAGE,
    regions.PAGE,
    region.PAGE,
    industries.PAGE,
    parks.PAGE,
    indicators.PAGE,
    indicator.PAGE,
    sources.PAGE,
)

__all__ = ["PAGES", "Page"]
