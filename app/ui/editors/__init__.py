"""One editor for each kind of config field; `factory` chooses."""
