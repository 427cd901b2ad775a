"""Studies of data before training."""
