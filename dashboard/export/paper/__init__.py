"""What a browser makes for us: pictures and paper, with the fonts that they need."""
