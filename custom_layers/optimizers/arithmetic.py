"""The steps that rules share. PyTorch runs one operation after the other, so there each is as few of them as can be.

That takes scalars that are Python numbers; tensors, which differ from trial to trial of a stack, take the long way.
"""

import keras


def on_torch(scalar):
    """Whether operations are not compiled together, and the scalar is a Python number."""
    return isinstance(scalar, float) and keras.backend.backend() == "torch"


def running_mean(old, new, decay):
    """`decay` old + (1 − `decay`) new."""
    return old.lerp(new, 1 - decay) if on_torch(decay) else decay * old + (1 - decay) * new


def running_square(old, new, decay):
    """`decay` old + (1 − `decay`) new²."""
    if on_torch(decay):
        return (decay * old).addcmul_(new, new, value=1 - decay)
    return decay * old + (1 - decay) * new * new


def descended(parameter, rate, over, under=None):
    """parameter − `rate` over / under; under is 1 if it is left out."""
    if on_torch(rate):
        return parameter.sub(over, alpha=rate) if under is None else parameter.addcdiv(over, under, value=-rate)
    return parameter - rate * over if under is None else parameter - rate * over / under


def plain(scalar):
    """A scalar as a Python number where PyTorch has it in the machine's own memory; else the tensor that it is."""
    if keras.backend.backend() == "torch" and scalar.device.type == "cpu":
        return float(scalar)
    return scalar
