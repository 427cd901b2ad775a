"""recurrence: a cell applied step after step."""

import keras
import numpy as np
from keras import ops

from custom_layers.eager import is_eager
from custom_layers.stacking import is_stacking


def recurrence(cell, state, inputs, project, return_sequences, unroll):
    """Runs a cell over the steps of a sequence.

        state_t = cell(state_{t−1}, project(input_t)),  t = 1 .. T

    Args:
        cell: function of a tuple of tensors (batch, units) and one step's projection (batch, m): the next tuple.
        state: the tuple before the first step.
        inputs: (batch, T, n).
        project: function of (batch, ..., n) to (batch, ..., m). Unrolled and compiled, it is applied at each step: as
            one product for all steps its gradient would be one expression of all steps, which XLA takes minutes to
            compile.
        return_sequences: whether every step counts, or the last alone.
        unroll: whether each step is a piece of the graph of its own; else there is a loop.

    Returns:
        The first tensor of the state after each step, (batch, T, units), or after the last, (batch, units).
    """
    if not unroll:
        on_jax, count = keras.backend.backend() == "jax", len(state)
        # on TensorFlow a scan of Keras carries one tensor, and gives no other
        pack, unpack = (tuple, tuple) if on_jax else (joined, lambda packed: ops.split(packed, count, axis=-1))

        def step(packed, inputs):
            state = cell(unpack(packed), inputs)
            return pack(state), state[0] if on_jax else pack(state)

        last, every = ops.scan(step, pack(state), project(ops.swapaxes(inputs, 0, 1)))
        if not return_sequences:
            return unpack(last)[0]
        every = ops.swapaxes(every, 0, 1)
        return every if on_jax else unpack(every)[0]
    outputs, eager = [], is_eager()
    for each in ops.split(project(inputs) if eager else inputs, inputs.shape[1], axis=1):
        step = ops.squeeze(each, 1)
        state = cell(state, step if eager else project(step))
        outputs.append(state[0])
    return ops.stack(outputs, axis=1) if return_sequences else outputs[-1]


def joined(state):
    """The tensors of a state as one."""
    return ops.concatenate(state, axis=-1)


def unrolls(unroll):
    """Whether to unroll where a layer's setting is `unroll`: `None` unrolls, but on JAX only within `stacking`."""
    return is_stacking() or keras.backend.backend() != "jax" if unroll is None else unroll


def carried(memory, unrolled):
    """The memory (batch, units), where `unrolled` times the identity: the same numbers behind a matrix product.

    A memory that is only multiplied and added to is one expression over all steps. Where they are unrolled, XLA
    computes parts of it anew for every step that reads it, in time that grows with the power of their number; a
    matrix product is computed once.
    """
    if not unrolled or is_eager():
        return memory
    return ops.matmul(memory, ops.cast(np.eye(memory.shape[-1], dtype="float32"), memory.dtype))


def known_steps(input_shape, layer, unroll):
    """Refuses what is no sequence, or, where it may be unrolled, one of unknown length."""
    if len(input_shape) != 3 or input_shape[2] is None or (unroll is not False and input_shape[1] is None):
        raise ValueError(
            f"{layer} needs sequences (batch, steps, features) of known features, and of known steps unless "
            f"`unroll=False`. Received: input_shape={tuple(input_shape)}"
        )
