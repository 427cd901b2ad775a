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
    """NumPy's and SciPy's products run on one thread, so that results do not depend on the number of cores either."""
    with controller().limit(limits=1, user_api="blas"):
        yield
