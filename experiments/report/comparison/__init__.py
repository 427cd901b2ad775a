"""Two runs side by side: what was asked otherwise, and what came out otherwise."""
