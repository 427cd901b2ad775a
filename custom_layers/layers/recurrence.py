"""recurrence: a cell applied step after step, as `keras.layers.RNN` does."""

import keras
import numpy as np
from keras import ops

from custom_layers.eager import is_eager
from custom_layers.stacking import is_stacking


def recurrence(cell, state, inputs, project, layer, mask=None):
    """Runs a cell over the steps of a sequence, by a layer's settings.

        state_t = cell(state_{t−1}, project(input_t)),  t = 1 .. T, or T .. 1 if `go_backwards`

    Where a mask is false, the state stays as it is, and the output is the last one (0 before the first, or throughout
    if `zero_output_for_mask`), as in Keras's layers.

    Args:
        cell: function of a tuple of tensors (batch, units) and one step's projection (batch, m): the next tuple.
        state: the tuple before the first step.
        inputs: (batch, T, n).
        project: function of (batch, ..., n) to (batch, ..., m). Compiled, it is applied at each step: with one product
            for all steps a loop takes up to a third longer, and unrolled its gradient would be one expression of all
            steps, which XLA takes minutes to compile.
        layer: has `return_sequences`, `return_state`, `go_backwards`, `zero_output_for_mask` and `unroll`.
        mask: bool (batch, T), or `None`.

    Returns:
        The first tensor of the state after each step, (batch, T, units), or after the last, (batch, units); with
        `return_state` a tuple of that and the last state.
    """
    if layer.go_backwards:
        inputs, mask = ops.flip(inputs, 1), None if mask is None else ops.flip(mask, 1)
    if mask is not None:
        state = (*state, ops.zeros_like(state[0]))  # the last output beside the state
    if is_eager():
        inputs, project = project(inputs), lambda projected: projected
    run = unrolled if unrolls(layer.unroll) else looped
    last, outputs = run(cell, state, inputs, project, layer, mask)
    output = outputs if layer.return_sequences else last[-1] if mask is not None else last[0]
    return (output, *(last if mask is None else last[:-1])) if layer.return_state else output


def stepped(cell, state, projected, mask, layer):
    """One step: the next state, and its output first in a tuple."""
    if mask is None:
        state = cell(state, projected)
        return state, state[0]
    *old, output = state
    new = tuple(ops.where(mask, a, b) for a, b in zip(cell(tuple(old), projected), old, strict=True))
    output = ops.where(mask, new[0], ops.zeros_like(output) if layer.zero_output_for_mask else output)
    return (*new, output), output


def looped(cell, state, inputs, project, layer, mask):
    """Last state and all outputs (batch, T, units), by a loop."""
    on_jax, count = keras.backend.backend() == "jax", len(state)
    # on TensorFlow Keras's scan carries one tensor, reads one, and returns only tensors that it carries
    pack, unpack = (tuple, tuple) if on_jax else (joined, lambda packed: ops.split(packed, count, axis=-1))
    steps, width = ops.swapaxes(inputs, 0, 1), inputs.shape[-1]
    if mask is not None:
        steps = ops.concatenate([steps, ops.cast(ops.swapaxes(mask, 0, 1), steps.dtype)[..., None]], axis=-1)

    def step(packed, features):
        valid = None if mask is None else features[..., width:] > 0.5
        state, output = stepped(cell, tuple(unpack(packed)), project(features[..., :width]), valid, layer)
        return pack(state), output if on_jax else pack(state)

    last, outputs = ops.scan(step, pack(state), steps)
    outputs = ops.swapaxes(outputs, 0, 1)
    return tuple(unpack(last)), outputs if on_jax else unpack(outputs)[0 if mask is None else -1]


def unrolled(cell, state, inputs, project, layer, mask):
    """Last state and all outputs (batch, T, units); each step is a part of the graph of its own."""
    outputs = []
    for number, features in enumerate(ops.split(inputs, inputs.shape[1], axis=1)):
        valid = None if mask is None else mask[:, number, None]
        state, output = stepped(cell, state, project(ops.squeeze(features, 1)), valid, layer)
        outputs.append(output)
    return state, ops.stack(outputs, axis=1) if layer.return_sequences else None


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


def first_state(initial_state, zeros):
    """The state before the first step: the caller's, else zeros; in the type of the zeros."""
    if initial_state is None:
        return zeros
    initial_state = initial_state if isinstance(initial_state, list | tuple) else [initial_state]
    return tuple(
        ops.cast(ops.convert_to_tensor(part), zero.dtype) for part, zero in zip(initial_state, zeros, strict=True)
    )


def shapes(layer, sequences_shape, states):
    """The shapes of a layer's outputs."""
    batch, steps, _ = sequences_shape
    output = (batch, steps, layer.units) if layer.return_sequences else (batch, layer.units)
    return (output, *[(batch, layer.units)] * states) if layer.return_state else output


def masks(layer, mask, states):
    """The masks of a layer's outputs."""
    mask = mask[0] if isinstance(mask, list | tuple) else mask
    output = mask if layer.return_sequences else None
    return [output, *[None] * states] if layer.return_state else output


def check_sequences(input_shape, layer, unroll):
    """Refuses inputs that are no sequences, or, if they may be unrolled, sequences of unknown length."""
    if len(input_shape) != 3 or input_shape[2] is None or (unroll is not False and input_shape[1] is None):
        raise ValueError(
            f"{layer} needs sequences (batch, steps, features) of known features, and of known steps unless "
            f"`unroll=False`. Received: input_shape={tuple(input_shape)}"
        )
