"""What other programs are given of a state: frames of pandas, SDMX."""
