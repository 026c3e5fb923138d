"""Slides: one exhibit each, with charts and tables that the reader can edit there."""

from dashboard.export.pptx.writer import pptx

__all__ = ["pptx"]
