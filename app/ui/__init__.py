"""The window: pages, inspector, panels and what they share."""
