"""How a journey is painted: the same code for the view and for every picture."""
