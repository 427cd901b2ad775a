"""Whether a backend runs operations one by one, which asks for other forms of the same formula."""

import keras


def is_eager():
    """Whether nothing is compiled: on PyTorch."""
    return keras.backend.backend() == "torch"
