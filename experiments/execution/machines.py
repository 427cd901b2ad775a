"""Machines: where trials are trained."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Machines:
    """Where trials are trained.

    Attributes:
        workers: processes that train side by side, or tasks on a cluster; None for as many as suit.
        cluster: whether that is the Ray cluster which this process has joined.
        gpus: whether a task of the cluster needs a GPU.
    """

    workers: int | None = None
    cluster: bool = False
    gpus: bool = False


HERE = Machines()
