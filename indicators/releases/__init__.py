"""What a release is, and what is different between two: values only, no storage."""
