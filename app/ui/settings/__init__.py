"""The settings page, one section a file."""
