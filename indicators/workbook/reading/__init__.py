"""From the bytes of a file to a draft: container and parser in a child process, then pure reading of grids."""
