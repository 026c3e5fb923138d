"""Sheets that hold one fact a row."""
