"""What other programs, feed readers and the search of the page are answered."""
