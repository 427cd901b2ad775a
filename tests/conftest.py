"""Imports Keras once, quietly, before any test does."""

import gc

import pytest

from experiments.quiet import import_keras

import_keras()


@pytest.fixture(autouse=True, scope="session")
def one_look():
    """Open claims get no further replicates, unless a test asks for them with --max-replicates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.request.MOST", dict.fromkeys(("quick", "standard", "full"), 1))
        yield


def pytest_collection_finish():
    """What is there by now stays: who collects garbage need not look through it each time."""
    gc.freeze()
