"""Exhibits that only staff see: filing, what is due, releases, people, log, report."""
