"""Imports Keras once, quietly, before any test does; a process that only hands tests to workers imports nothing."""

import gc

import pytest

from experiments.quiet import import_keras


def pytest_collectstart():
    """Whoever collects tests needs Keras."""
    import_keras()


@pytest.fixture(autouse=True, scope="session")
def one_look():
    """Open claims get no further replicates, unless a test asks for them with --max-replicates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.request.MOST", dict.fromkeys(("quick", "standard", "full"), 1))
        yield


@pytest.fixture(autouse=True, scope="session")
def graphs_as_traced(pytestconfig):
    """In the core tests TensorFlow runs graphs as they are traced: rewriting those of tiny networks takes longer than
    it saves. Whole runs are tried with rewriting, as users run them.
    """
    import keras

    if keras.backend.backend() == "tensorflow" and "not whole" in pytestconfig.option.markexpr:
        import tensorflow as tf

        tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


def pytest_collection_finish():
    """Traced programs are many lasting objects: they are searched for garbage less often than Python would."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
