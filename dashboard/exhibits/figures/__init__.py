"""Exhibits about single figures: catalogue, indicator, sources, conflicts, corrections."""
