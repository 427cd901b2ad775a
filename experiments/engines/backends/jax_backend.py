"""The stacked engine's primitives on JAX."""

from collections.abc import Callable
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec

REFUSED = ()  # `vectorized` takes all layers of Keras's
MEMORY_ERRORS = (MemoryError,)  # JAX has one type for all that goes wrong


def compiled(function: Callable) -> Callable:
    """The function as one XLA program."""
    return jax.jit(function)


traced = compiled  # JAX has nothing cheaper than XLA that would not run Python at every call


def tried(function: Callable, *arguments: Any) -> None:
    """Raises what `compiled` would, at a small part of its time: traces the function."""
    jax.eval_shape(function, *arguments)


def vectorized(function: Callable, *stacked: Any) -> Any:
    """The function over the first axis of every tensor in its arguments."""
    return jax.vmap(function)(*stacked)


def looped(function: Callable, *stacked: Any) -> Any:
    """The function for one after the other along the first axis of every tensor in its arguments."""
    return jax.lax.map(lambda one: function(*one), stacked)


def loop(count: int, body: Callable, state: Any) -> Any:
    """`state = body(i, state)` for i = 0 .. count - 1."""
    return jax.lax.fori_loop(0, count, body, state)


def gradients(function: Callable, parameters: list[Any]) -> tuple[Any, Any, list[Any]]:
    """`function(parameters) -> (value, extra)`: value, extra, and the value's gradient for each parameter."""
    (value, extra), found = jax.value_and_grad(function, has_aux=True)(parameters)
    return value, extra, found


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
    """A NumPy array whose first axis is shared out among the devices, if their number divides it."""
    whole = len(array) % len(jax.local_devices()) == 0
    return jax.device_put(array, NamedSharding(mesh(), PartitionSpec("trials" if whole else None)))


@cache
def mesh() -> Mesh:
    """All local devices in a row."""
    return Mesh(np.array(jax.local_devices()), ("trials",))


def device() -> str:
    """What the programs run on, such as `CPU`, `4 x CPU` or a GPU's name."""
    found = jax.local_devices()
    name = "CPU" if found[0].platform == "cpu" else found[0].device_kind
    return name if len(found) == 1 else f"{len(found)} x {name}"


def devices() -> int:
    """How many devices share the trials of a stack."""
    return len(jax.local_devices())


def memory() -> tuple[int, int] | None:
    """Free and largest used bytes of an accelerator; None on a CPU."""
    found = jax.local_devices()[0].memory_stats() if jax.local_devices()[0].platform != "cpu" else None
    return (found["bytes_limit"] - found["bytes_in_use"], found["peak_bytes_in_use"]) if found else None
