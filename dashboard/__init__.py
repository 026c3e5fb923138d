"""The screen: pages, exhibits and charts over the subject in `indicators`."""
