"""Trains what is planned: groups of trials go to workers, and what they find goes into the store."""
