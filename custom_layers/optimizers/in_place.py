"""A product that is subtracted in memory, without a copy: the in-place forms of the rules share it."""


def subtract(target, rate, over, under=None):
    """target ← target − `rate` over / under, in the memory of `target`, a PyTorch tensor; under is 1 if left out."""
    if not isinstance(rate, float):  # a tensor on another device, which nobody should have to wait for
        target.sub_(rate * over if under is None else rate * over / under)
    elif under is None:
        target.sub_(over, alpha=rate)
    else:
        target.addcdiv_(over, under, value=-rate)
