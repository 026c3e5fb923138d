"""The whole state as one file, and back again into an empty place."""
