"""stacking: tells layers that many models run at once, as one."""

from contextlib import contextmanager
from contextvars import ContextVar

_STACKING = ContextVar("stacking", default=False)


@contextmanager
def stacking():
    """While a function of one model is traced for many models at once, layers choose a form that allows it.

    Some operations of a backend, convolutions among them, do not take a stack of weights, or are slow at it. Layers
    that use them have a second form, with the same outputs and the same gradients, and use it within this context:

        with stacking():
            tf.vectorized_map(one_model, weights)
    """
    token = _STACKING.set(True)
    try:
        yield
    finally:
        _STACKING.reset(token)


def is_stacking():
    """Whether the code that asks is being traced for a stack of models."""
    return _STACKING.get()
