"""Trains planned trials: groups of trials go to workers, and their records go into the store."""
