"""Laying out a journey: rows, order in rows, columns."""
