"""What words stand for: names of the tables, periods, measures and units, in heads, labels and titles."""
