"""Runs journeys: programs become set statements, contacts move in waves."""
