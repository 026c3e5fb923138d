"""Exhibits as files: captioned pictures, workbooks, documents and slides that a writer can use as they stand."""
