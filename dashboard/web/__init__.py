"""The routes around the pages: sign-in, actions of staff, files, the interface for programs."""
