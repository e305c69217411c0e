"""What the steps of a wave do to its contacts, one module for each kind."""
