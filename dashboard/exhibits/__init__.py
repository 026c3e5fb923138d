"""Exhibits: captioned figures as values, (dataset, query) -> Exhibit; one file a subject."""
