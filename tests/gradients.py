"""Gradients on whichever backend runs."""

import keras
import numpy as np


def differentiated(function, tensors):
    """`function(tensors)`, which gives a tensor and anything else, and d sum(tensor) / d each of the tensors.

    A list of tensors; a function of slope 0 everywhere has a gradient too. It may be stacked and compiled.
    """

    def total(given):
        tensor, other = function(given)
        return keras.ops.sum(tensor), (tensor, other)

    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(tensors)
            value, outputs = total(tensors)
        return outputs, tape.gradient(value, tensors, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    if backend == "jax":
        import jax

        slopes, outputs = jax.grad(total, has_aux=True)(tensors)
        return outputs, slopes
    import torch

    slopes, outputs = torch.func.grad(total, has_aux=True)([tensor.detach() for tensor in tensors])
    return outputs, slopes


def gradient(function, x):
    """d sum(function(x)) / dx as a NumPy array of float32; `x` is a Keras tensor."""
    _, (slope,) = differentiated(lambda given: (function(given[0]), ()), [x])
    return np.float32(keras.ops.convert_to_numpy(keras.ops.cast(slope, "float32")))
