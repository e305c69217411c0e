"""The journey page: header, palette, canvas, inspector, and the drawer below."""
