"""Who is asking, where that is not a matter of a password: the doors as pages, and whoever else vouches."""
