"""Studies of networks: their shapes, their starts, and the search for them."""
