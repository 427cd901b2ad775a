"""Imports Keras once, quietly, before any test does; a process that only hands tests to workers imports nothing."""

import gc

from experiments.quiet import import_keras


def pytest_collectstart():
    """Whoever collects tests needs Keras."""
    import_keras()


def pytest_collection_finish():
    """Traced programs are many lasting objects: they are searched for garbage less often than Python would."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
