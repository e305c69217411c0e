"""Timing: steps at which contacts rest."""
