"""One thread for matrices so small that sharing them out takes longer than multiplying them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def controller() -> ThreadpoolController:
    """The process's linear-algebra libraries; looking for them takes some milliseconds."""
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra and scikit-learn's loops run on one thread, whatever the number of cores."""
    with controller().limit(limits=1):
        yield
