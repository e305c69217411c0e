"""Conditions: steps that decide which way a contact goes."""
