"""The stacked engine's primitives on JAX."""

from collections.abc import Callable
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec

REFUSED = ()  # `vectorized` takes every layer of Keras's
MEMORY_ERRORS = (MemoryError,)  # JAX raises one type for every error


def compiled(function: Callable) -> Callable:
    """The function as one XLA program."""
    return jax.jit(function)


traced = compiled  # JAX has nothing cheaper than XLA that would not run Python at every call


def check_compiles(function: Callable, *arguments: Any) -> None:
    """Traces the function: raises what `compiled` would raise, in a small part of its time."""
    jax.eval_shape(function, *arguments)


def vectorized(function: Callable, *stacked: Any) -> Any:
    """The function over the first axis of every tensor in its arguments."""
    return jax.vmap(function)(*stacked)


def looped(function: Callable, *stacked: Any) -> Any:
    """The function for each entry of the first axis of every tensor in its arguments, in turn."""
    return jax.lax.map(lambda arguments: function(*arguments), stacked)


def loop(count: int, body: Callable, state: Any) -> Any:
    """`state = body(i, state)` for i = 0 .. count - 1."""
    return jax.lax.fori_loop(0, count, body, state)


def gradients(function: Callable, parameters: list[Any]) -> tuple[Any, Any, list[Any]]:
    """`function(parameters) -> (value, extra)`: value, extra, and the value's gradient for each parameter."""
    (value, extra), gradient = jax.value_and_grad(function, has_aux=True)(parameters)
    return value, extra, gradient


def argmax(scores: Any) -> Any:
    """Number of the largest entry along the last axis, the first of equals."""
    return jnp.argmax(scores, -1).astype("int32")


def take(array: Any, rows: Any) -> Any:
    """Rows of an array."""
    return jnp.take(array, rows, axis=0)


def put(array: Any) -> Any:
    """A NumPy array on every device."""
    return jax.device_put(array, NamedSharding(mesh(), PartitionSpec()))


def spread(array: Any) -> Any:
    """A NumPy array whose first axis is divided among the devices, if their number divides its length."""
    divisible = len(array) % len(jax.local_devices()) == 0
    return jax.device_put(array, NamedSharding(mesh(), PartitionSpec("trials" if divisible else None)))


@cache
def mesh() -> Mesh:
    """All local devices in a row."""
    return Mesh(np.array(jax.local_devices()), ("trials",))


def device() -> str:
    """What the programs run on, such as `CPU`, `4 x CPU` or a GPU's name."""
    local = jax.local_devices()
    name = "CPU" if local[0].platform == "cpu" else local[0].device_kind
    return name if len(local) == 1 else f"{len(local)} x {name}"


def devices() -> int:
    """How many devices share the trials of a stack."""
    return len(jax.local_devices())


def memory() -> tuple[int, int] | None:
    """Free and largest used bytes of an accelerator; None on a CPU."""
    first = jax.local_devices()[0]
    stats = first.memory_stats() if first.platform != "cpu" else None
    return (stats["bytes_limit"] - stats["bytes_in_use"], stats["peak_bytes_in_use"]) if stats else None
