"""What can be wrong with a city's tables: each check returns problems, none raises."""
