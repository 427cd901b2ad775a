"""A step where operations run one by one: there Keras's care for every variable costs as much as the arithmetic."""

from contextlib import contextmanager
from contextvars import ContextVar

_WRITING = ContextVar("writing", default=False)


@contextmanager
def writing():
    """Within this context a rule may write its result into what it is given; elsewhere it is pure."""
    token = _WRITING.set(True)
    try:
        yield
    finally:
        _WRITING.reset(token)


def may_write(scalar):
    """Whether a step may take the memory of its first argument: the caller owns it, and the scalar is a number."""
    return isinstance(scalar, float) and _WRITING.get()


def step_in_place(rule, gradients, variables, slots, step, hyper):
    """Applies `rule` to every variable and its slots, in their own memory.

    Args:
        rule: see `RuleOptimizer`.
        gradients, variables: one for each parameter.
        slots: for each parameter a dict of variables.
        step: counts from 1.
        hyper: for each parameter the optimizer's settings and `learning_rate`.
    """
    for gradient, variable, own, settings in zip(gradients, variables, slots, hyper, strict=True):
        parameter = variable.value.detach()
        old = {name: slot.value.detach() for name, slot in own.items()}
        with writing():
            result, new = rule(wide(gradient, parameter), wide(parameter, parameter), old, step, settings)
        if result is not parameter:
            parameter.copy_(result)
        for name, value in new.items():
            if value is not old[name]:
                old[name].copy_(value)


def wide(tensor, parameter):
    """`tensor` in float32, or in float64 if the parameter is."""
    return tensor.double() if parameter.element_size() == 8 else tensor.float()
