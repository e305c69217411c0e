"""Small widgets that lie over the canvas."""
