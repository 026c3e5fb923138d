"""Charts: answers of the subject as plotly figures, one file a chart. No Dash here, and no words of their own."""
