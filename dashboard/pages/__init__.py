"""The table of contents: every page of the site, in the order of the menu."""

from dashboard.pages import (
    accounts,
    data,
    due,
    goals,
    indicator,
    indicators,
    industries,
    log,
    overview,
    parks,
    region,
    regions,
    releases,
    report,
    sources,
    upload,
)
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
    report.PAGE,
    data.PAGE,
    upload.PAGE,
    due.PAGE,
    releases.PAGE,
    accounts.PAGE,
    log.PAGE,
)

__all__ = ["PAGES", "Page"]
