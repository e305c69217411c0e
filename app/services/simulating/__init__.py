"""Trying a journey: invented contacts, how they behave, and the preview."""
