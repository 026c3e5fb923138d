"""The table of contents: every page of the site, in the order of the menu."""

from dashboard.pages import goals, indicator, indicators, industries, overview, parks, region, regions, report, sources
from dashboard.pages.page import Page
from dashboard.pages.staff import accounts, data, due, log, releases, upload

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
    report.PAGE,
    data.PAGE,
    upload.PAGE,
    due.PAGE,
    releases.PAGE,
    accounts.PAGE,
    log.PAGE,
)

__all__ = ["PAGES", "Page"]
