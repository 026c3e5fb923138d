"""What a goal means, where it stands, and what its figures allow to be said: pure arithmetic in Decimal."""
