"""Commands of the window: their keys, the sheet that lists all, and the search that runs them by name."""
