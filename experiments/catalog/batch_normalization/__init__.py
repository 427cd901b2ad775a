"""Studies of batch normalisation."""
