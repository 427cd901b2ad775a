"""Hyperparameter search: Keras Tuner's oracles asked for whole stacks of trials, which train together."""
