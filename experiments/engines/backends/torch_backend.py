"""What the fit engine and the simulations need of PyTorch; there is no stacked engine on it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from keras import ops, tree

MEMORY_ERRORS = (MemoryError, torch.OutOfMemoryError)


def compiled(function: Callable) -> Callable:
    """The function, for arrays as for tensors: PyTorch runs its operations one by one."""
    return lambda *arguments: function(*tree.map_structure(tensor, arguments))


traced = compiled


def tensor(value: Any) -> Any:
    """A NumPy array or number as a tensor with memory of its own; anything else as it is."""
    return torch.tensor(value, device=ops.zeros(()).device) if isinstance(value, np.ndarray | np.generic) else value


put = spread = tensor


def vectorized(function: Callable, *stacked: Any) -> Any:
    """The function over the first axis of every tensor in its arguments."""
    return torch.vmap(function)(*stacked)


def loop(count: int, body: Callable, state: Any) -> Any:
    """`state = body(i, state)` for i = 0 .. count - 1."""
    for index in range(count):
        state = body(index, state)
    return state


def gradients(function: Callable, parameters: Any) -> tuple[Any, Any, Any]:
    """`function(parameters) -> (value, extra)`: value, extra, and the value's gradient for each parameter.

    The parameters may be nested; the gradients are nested alike. A part of `extra` that is no tensor stays as it is.
    """
    constants: dict[int, Any] = {}  # the leaves of `extra` that are no tensors, by index
    extras: list[Any] = []

    def value_and_tensors(leaves: Any) -> tuple[Any, list]:
        value, extra = function(leaves)
        flat = tree.flatten(extra)
        constants.update({index: leaf for index, leaf in enumerate(flat) if not isinstance(leaf, torch.Tensor)})
        extras.append(extra)
        return value, [leaf for leaf in flat if isinstance(leaf, torch.Tensor)]

    gradient, (value, flat) = torch.func.grad_and_value(value_and_tensors, has_aux=True)(parameters)
    tensors = iter(flat)
    count = len(tree.flatten(extras[0]))
    leaves = [constants[index] if index in constants else next(tensors) for index in range(count)]
    return value, tree.pack_sequence_as(extras[0], leaves), gradient


def argmax(scores: Any) -> Any:
    """Number of the largest entry along the last axis."""
    return torch.argmax(scores, -1).to(torch.int32)


def device() -> str:
    """What the programs run on."""
    return torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU"


def devices() -> int:
    """How many devices a trial runs on."""
    return 1


def memory() -> tuple[int, int] | None:
    """Free and largest used bytes of an accelerator; None on a CPU."""
    if not torch.cuda.is_available():
        return None
    return torch.cuda.mem_get_info()[0], torch.cuda.max_memory_allocated()
