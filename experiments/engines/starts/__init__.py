"""Starts: where initial weights come from, if they are not just drawn; each a function of trials."""
