"""Goal and exit: steps at which a journey ends."""
