"""Studies of activations."""
