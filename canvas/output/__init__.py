"""A journey as a picture in a file."""
