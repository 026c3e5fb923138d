"""Slides: one exhibit each, with charts and tables that the reader can edit there."""

from dashboard.export.late import late

pptx = late("dashboard.export.pptx.writer", "pptx")
