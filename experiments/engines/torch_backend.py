"""What the fit engine needs of PyTorch; there is no stacked engine on it."""

from collections.abc import Callable
from typing import Any

import torch

MEMORY_ERRORS = (MemoryError, torch.OutOfMemoryError)


def gradients(function: Callable, parameters: list[Any]) -> tuple[Any, Any, list[Any]]:
    """`function(parameters) -> (value, extra)`: value, extra, and the value's gradient for each parameter."""
    leaves = [parameter.detach().clone().requires_grad_() for parameter in parameters]
    value, extra = function(leaves)
    return value, extra, list(torch.autograd.grad(value, leaves, materialize_grads=True))


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
