"""Spreadsheets: how they are described, written, read, and given back with what has to be repaired."""
