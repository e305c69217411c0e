"""Comparing the journey with another version of it, and merging one into it."""
