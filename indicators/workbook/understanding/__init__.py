"""What is on a sheet: its blocks, the axes of each with the evidence for them, and what has to be asked."""
