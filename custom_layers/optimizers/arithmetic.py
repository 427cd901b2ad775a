"""The steps that rules share. PyTorch runs one operation after the other, so there each is as few of them as can be.

That takes scalars that are Python numbers, and a caller who owns the memory (`in_place.step_in_place`): the result
takes that of the first argument, and what a rule needs of it afterwards it must copy before. Others go the long way.
"""

from keras import ops

from custom_layers.optimizers.in_place import may_write


def running_mean(old, new, decay):
    """`decay` old + (1 − `decay`) new."""
    return old.lerp_(new, 1 - decay) if may_write(decay) else decay * old + (1 - decay) * new


def running_square(old, new, decay):
    """`decay` old + (1 − `decay`) new²."""
    if may_write(decay):
        return old.mul_(decay).addcmul_(new, new, value=1 - decay)
    return decay * old + (1 - decay) * new * new


def accumulated(old, decay, rate, new):
    """`decay` old − `rate` new."""
    if may_write(decay) and may_write(rate):
        return old.mul_(decay).sub_(new, alpha=rate)
    return decay * old - rate * new


def descended(parameter, rate, over, under=None):
    """parameter − `rate` over / under; under is 1 if it is left out."""
    if may_write(rate):
        return parameter.sub_(over, alpha=rate) if under is None else parameter.addcdiv_(over, under, value=-rate)
    return parameter - rate * over if under is None else parameter - rate * over / under


def adapted(parameter, mean, square, step, hyper):
    """parameter − η m̂ / (√v̂ + ε) of Adam's running means m and v, corrected for their start at 0 if `hyper` says so."""
    c1, c2 = (1 - hyper["beta_1"] ** step, 1 - hyper["beta_2"] ** step) if hyper["bias_correction"] else (1, 1)
    rate = hyper["learning_rate"] / c1 * c2**0.5  # of the fraction with √c₂ above and below
    return descended(parameter, rate, mean, ops.sqrt(square) + hyper["epsilon"] * c2**0.5)
