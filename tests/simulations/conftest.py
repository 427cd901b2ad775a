"""Which files a backend can run: PyTorch lacks the compiled loops, JAX calculates in float32 unless told otherwise."""


def pytest_ignore_collect(collection_path):
    """A file that TensorFlow alone can run."""
    import keras

    alone = collection_path.name in ("test_networks.py", "test_walks.py")
    return (alone and keras.backend.backend() != "tensorflow") or None
