"""Studies of initial weights."""
