"""The checks that `indicators.audit` runs: each is a function from the sheets of a dataset to problems."""
