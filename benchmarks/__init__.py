"""Measurements behind the speed claims: other ways to train and this suite, in one run, side by side."""
