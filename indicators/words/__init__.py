"""The only place that writes numbers and sentences, in both languages."""
