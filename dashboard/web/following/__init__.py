"""Following by mail: asked for on a page, confirmed by a link, written to at each release that changes something."""
