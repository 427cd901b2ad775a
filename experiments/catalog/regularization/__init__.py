"""Studies of what reduces overfitting, and of gradient clipping."""
