"""Charts: one function each, from a frame to a Figure."""
