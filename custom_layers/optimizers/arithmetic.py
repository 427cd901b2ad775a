"""The steps that rules share. PyTorch runs one operation after the other, so there each is as few of them as can be.

That takes scalars that are Python numbers; tensors, which differ from trial to trial of a stack, take the long way. On
the short way the result takes the memory of the first argument: what a rule needs of it afterwards it must copy before.
"""

from keras import ops

from custom_layers.eager import is_short


def running_mean(old, new, decay):
    """`decay` old + (1 − `decay`) new."""
    return old.lerp_(new, 1 - decay) if is_short(decay) else decay * old + (1 - decay) * new


def running_square(old, new, decay):
    """`decay` old + (1 − `decay`) new²."""
    if is_short(decay):
        return old.mul_(decay).addcmul_(new, new, value=1 - decay)
    return decay * old + (1 - decay) * new * new


def accumulated(old, decay, rate, new):
    """`decay` old − `rate` new."""
    if is_short(decay) and is_short(rate):
        return old.mul_(decay).sub_(new, alpha=rate)
    return decay * old - rate * new


def descended(parameter, rate, over, under=None):
    """parameter − `rate` over / under; under is 1 if it is left out."""
    if is_short(rate):
        return parameter.sub_(over, alpha=rate) if under is None else parameter.addcdiv_(over, under, value=-rate)
    return parameter - rate * over if under is None else parameter - rate * over / under


def adapted(parameter, mean, square, step, hyper):
    """parameter − η m̂ / (√v̂ + ε) of Adam's running means m and v, corrected for their start at 0 if `hyper` says so."""
    c1, c2 = (1 - hyper["beta_1"] ** step, 1 - hyper["beta_2"] ** step) if hyper["bias_correction"] else (1, 1)
    rate = hyper["learning_rate"] / c1 * c2**0.5  # of the fraction with √c₂ above and below
    return descended(parameter, rate, mean, ops.sqrt(square) + hyper["epsilon"] * c2**0.5)
