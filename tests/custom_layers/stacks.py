"""One function for many trials at once, on whichever backend runs."""

import keras
from keras import ops

from custom_layers.stacking import stacking


def stacked(function):
    """`function` of one trial, mapped over a leading trial axis of every tensor in its (nested) arguments.

    The result takes `jit_compile`, whether by XLA (on JAX always, on PyTorch never). On TensorFlow one trace serves
    both, and stacks of any size.
    """
    backend, plain = keras.backend.backend(), function

    def function(*inputs):
        with stacking():
            return plain(*inputs)

    if backend == "tensorflow":
        import tensorflow as tf

        def run(*arguments):
            return tf.vectorized_map(lambda inputs: function(*inputs), arguments, fallback_to_while_loop=False)

        def any_size(tensor):
            return tf.TensorSpec([None, *tensor.shape[1:]], tensor.dtype)

        made = {}

        def call(*arguments, jit_compile=False):
            if not made:
                shapes = tf.nest.map_structure(any_size, arguments)
                made[False] = tf.function(run, shapes, autograph=False)
                made[True] = tf.function(made[False], shapes, autograph=False, jit_compile=True)
            return made[jit_compile](*arguments)

        return call
    if backend == "jax":
        import jax

        several = jax.jit(jax.vmap(function))
    else:
        import torch

        several = torch.func.vmap(function)
    return lambda *arguments, jit_compile=False: several(*arguments)


def alone(function):
    """`function` of one trial, outside any stack: compiled on JAX, which would compile its operations one by one."""
    if keras.backend.backend() != "jax":
        return function
    import jax

    return jax.jit(function)


def tensors(tree):
    """The arrays of a nested structure as float32 tensors (integers as int32)."""
    if isinstance(tree, dict):
        return {name: tensors(value) for name, value in tree.items()}
    if isinstance(tree, list | tuple):
        return type(tree)(tensors(value) for value in tree)
    return ops.convert_to_tensor(tree, "int32" if tree.dtype.kind == "i" else "float32")


def arrays(tree):
    """The tensors of a nested structure as NumPy arrays, in one list."""
    return [ops.convert_to_numpy(leaf) for leaf in keras.tree.flatten(tree)]
