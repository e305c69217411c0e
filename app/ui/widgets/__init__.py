"""Small building stones that several pages share."""
