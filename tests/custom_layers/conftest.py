"""What is not collected where it says nothing."""


def pytest_ignore_collect(collection_path):
    """PyTorch runs eagerly: there is no program to compile."""
    import keras

    return (keras.backend.backend() == "torch" and collection_path.name == "test_compilation.py") or None
