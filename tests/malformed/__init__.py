"""Inputs that cannot be used, as data: one file a kind of input, one test for all."""
