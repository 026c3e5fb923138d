"""How the dashboard is served: several processes on one socket, under a parent that minds them."""
