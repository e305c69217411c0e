"""Two versions of a journey on one canvas: what was added, removed, changed, moved and led elsewhere."""
