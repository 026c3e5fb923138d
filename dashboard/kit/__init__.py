"""Our few components: values in, Dash components out. The only rooms that write markup are these."""
