"""Which files a backend can run: there is no stacked engine on PyTorch, and sharding is JAX's."""

LEFT_OUT = {
    "tensorflow": ["test_jax.py"],
    "jax": [],
    "torch": ["test_edge.py", "test_jax.py", "test_range.py", "test_rates.py", "test_stacked.py"],
}


def pytest_ignore_collect(collection_path):
    """A file that the backend cannot run."""
    import keras

    return collection_path.name in LEFT_OUT[keras.backend.backend()] or None
