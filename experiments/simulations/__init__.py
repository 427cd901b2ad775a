"""Experiments that train no network of a trial: each a function of a seed and its options that gives an Outcome."""
