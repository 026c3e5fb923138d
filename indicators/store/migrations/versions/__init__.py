"""The steps; each says which it follows."""
