"""The canvas for screen readers: its steps in the order of reading, and what happened, said aloud."""
