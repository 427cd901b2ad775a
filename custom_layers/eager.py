"""Whether a backend runs operations one by one: then other forms of the same formula are faster."""

import keras
from keras import ops

from custom_layers.stacking import is_stacking


def is_eager():
    """Whether nothing is compiled: on PyTorch."""
    return keras.backend.backend() == "torch"


def takes_kernel(scalar):
    """Whether PyTorch's own kernel can be used: nothing is compiled, and the scalar is a Python number."""
    return isinstance(scalar, float) and is_eager()


def plain(scalar):
    """A scalar as a Python number where that is cheap: one model, nothing compiled, and not on another device."""
    return float(scalar) if is_eager() and scalar.device.type == "cpu" and not is_stacking() else scalar


def values_if_known(tensor):
    """A tensor's values as a NumPy array; `None` while a program is traced, where it has none yet."""
    try:
        return ops.convert_to_numpy(tensor)
    except (NotImplementedError, TypeError, RuntimeError):  # TensorFlow's, JAX's, and within PyTorch's transforms
        return None
