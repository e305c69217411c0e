"""Triggers: the steps at which contacts enter a journey."""
