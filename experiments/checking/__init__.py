"""Checking: what is wrong with a study or a search of the user's own, all of it, before anything is trained."""
