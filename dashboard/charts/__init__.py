"""Charts: answers of the subject as plotly figures, one file a chart. No Dash here, and no words of their own.

What the traces of a figure say for the files that it goes into, read by `dashboard/export/charts.py`: one with a `name`
is handed out as a native series, one without only decorates. It is a line, whose `mode` says whether its points are
joined, or, with `ids`, bars: one for each id. `meta.shown` has the words that the screen shows of each point,
`meta.values` the numbers where what is drawn is cut off at an edge, `meta.goal` the number to reach, `meta.verdicts`
how each bar is judged. Only `scatter`, `bar` and `heatmap` are drawn by the bundle that pages load.
"""
