"""The stacked engine's primitives on TensorFlow."""

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from experiments.environment import cores

# Layers of Keras's that `vectorized` does not take.
REFUSED = (
    "Dropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
    "Conv1D", "Conv2D", "SimpleRNN", "LSTM", "GRU",
)  # fmt: skip
MEMORY_ERRORS = (MemoryError, tf.errors.ResourceExhaustedError)


def compiled(function: Callable) -> Callable:
    """The function as one XLA program."""
    return tf.function(function, jit_compile=True, autograph=False)


def traced(function: Callable) -> Callable:
    """The function as a graph, run operation by operation: for functions that run too seldom to repay XLA's seconds."""
    return tf.function(function, autograph=False)


def check_compiles(function: Callable, *arguments: Any) -> None:
    """Translates the function for XLA: raises what `compiled` would raise, in a small part of its time."""
    program = tf.function(function, jit_compile=True, autograph=False)
    program.experimental_get_compiler_ir(*arguments)(stage="hlo")


def vectorized(function: Callable, *stacked: Any) -> Any:
    """The function over the first axis of every tensor in its arguments."""
    return tf.vectorized_map(lambda arguments: function(*arguments), stacked, fallback_to_while_loop=False)


def looped(function: Callable, *stacked: Any) -> Any:
    """The function for each entry of the first axis of every tensor in its arguments, in turn: it is traced once, and
    as many entries as there are cores run at a time.
    """
    graph = tf.function(function, autograph=False)
    kinds = tf.nest.map_structure(lambda tensor: tf.TensorSpec(tensor.shape[1:], tensor.dtype), stacked)
    outputs = graph.get_concrete_function(*kinds).structured_outputs  # known once the function is traced
    count = tf.nest.flatten(stacked)[0].shape[0]
    arrays = [tf.TensorArray(tensor.dtype, count, element_shape=tensor.shape) for tensor in tf.nest.flatten(outputs)]

    def body(index: Any, arrays: list) -> tuple[Any, list]:
        entry = tf.nest.map_structure(lambda tensor: tensor[index], stacked)
        results = tf.nest.flatten(graph(*entry))
        return index + 1, [array.write(index, result) for array, result in zip(arrays, results, strict=True)]

    start = (tf.constant(0), arrays)
    _, arrays = tf.while_loop(lambda index, _: index < count, body, start, parallel_iterations=cores())
    return tf.nest.pack_sequence_as(outputs, [array.stack() for array in arrays])


def loop(count: int, body: Callable, state: Any) -> Any:
    """`state = body(i, state)` for i = 0 .. count - 1."""
    return tf.while_loop(lambda i, _: i < count, lambda i, carry: (i + 1, body(i, carry)), (tf.constant(0), state))[1]


def gradients(function: Callable, parameters: list[Any]) -> tuple[Any, Any, list[Any]]:
    """`function(parameters) -> (value, extra)`: value, extra, and the value's gradient for each parameter."""
    with tf.GradientTape() as tape:
        tape.watch(parameters)
        value, extra = function(parameters)
    return value, extra, tape.gradient(value, parameters, unconnected_gradients=tf.UnconnectedGradients.ZERO)


def argmax(scores: Any) -> Any:
    """Number of the largest entry along the last axis; `keras.ops.argmax` does not vectorise here."""
    return tf.argmax(scores, -1, output_type=tf.int32)


def take(array: Any, rows: Any) -> Any:
    """Rows of an array."""
    return tf.gather(array, rows)


def put(array: Any) -> Any:
    """A NumPy array on the device."""
    return tf.constant(array)


spread = put  # one device holds the whole stack


def device() -> str:
    """What the programs run on: `CPU` or a GPU's name."""
    gpus = tf.config.list_physical_devices("GPU")
    return tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU") if gpus else "CPU"


def devices() -> int:
    """How many devices share the trials of a stack."""
    return 1


def memory() -> tuple[int, int] | None:
    """Free and largest used bytes of an accelerator; always None here: TensorFlow does not report free memory."""
    return None
