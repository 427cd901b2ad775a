"""Imports Keras once, quietly, before any test does."""

import gc

from experiments.quiet import import_keras

import_keras()


def pytest_collection_finish():
    """What is there by now stays: who collects garbage need not look through it each time."""
    gc.freeze()
