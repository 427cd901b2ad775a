"""Studies of optimizers."""
