"""The table of contents: every page of the site, in the order of the menu."""

from dashboard.pages import goals, overview
from dashboard.pages.page import Page

PAGES: tuple[Page, ...] = (overview.PAGE, goals.PAGE)

__all__ = ["PAGES", "Page"]
