"""Rules: one tree for branches, waits, segments, filters, goals and exit criteria."""
