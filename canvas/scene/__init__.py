"""Where everything on the canvas is: boxes, ports, ways of connections, and what is near a place."""
