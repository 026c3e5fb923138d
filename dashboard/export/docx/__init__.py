"""Documents as an official report wants them: GB/T 9704 page, numbered captions, real tables, list of sources."""

from dashboard.export.late import late

docx = late("dashboard.export.docx.writer", "docx")
