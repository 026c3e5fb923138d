"""An exhibit as one picture: drawn once as a plotly figure, by which browser and server draw the same."""
