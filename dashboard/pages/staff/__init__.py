"""Pages that are made anew for the person who asks."""
