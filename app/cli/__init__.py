"""Commands: one module each, for people in a terminal and for other programs."""
