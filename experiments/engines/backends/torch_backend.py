"""What the fit engine and the simulations need of PyTorch; there is no stacked engine on it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from keras import ops, tree

MEMORY_ERRORS = (MemoryError, torch.OutOfMemoryError)


def compiled(function: Callable) -> Callable:
    """The function, for arrays as for tensors: PyTorch runs its operations one by one."""
    return lambda *given: function(*tree.map_structure(tensor, given))


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

    The parameters are nested as they like; so are the gradients. An extra that is no tensor is left as it is.
    """
    others: dict[int, Any] = {}

    def tensors(leaves: Any) -> tuple[Any, list]:
        value, extra = function(leaves)
        flat = tree.flatten(extra)
        others.update({place: one for place, one in enumerate(flat) if not isinstance(one, torch.Tensor)})
        kept.append(extra)
        return value, [one for one in flat if isinstance(one, torch.Tensor)]

    kept: list[Any] = []
    found, (value, flat) = torch.func.grad_and_value(tensors, has_aux=True)(parameters)
    known = iter(flat)
    whole = [others[place] if place in others else next(known) for place in range(len(tree.flatten(kept[0])))]
    return value, tree.pack_sequence_as(kept[0], whole), found


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
