"""What stands around a table: its titles, the notes below it, and how settled both say that its figures are."""
