"""Answers that a page asks for: values computed from a dataset, with no word about how they are drawn."""
