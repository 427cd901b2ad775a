"""Which device Keras's backend runs on, here or on a cluster; to be chosen before the backend is imported."""

import os

from experiments.errors import UserError
from experiments.quiet import import_keras
from experiments.request import RAY, Request


def readied(request: Request) -> list[str]:
    """Chooses the device here, or joins the cluster that a request asks for; gives what the plan says of that.

    Raises:
        UserError: it cannot be had.
    """
    if request.executor != RAY:
        choose(request.device)
        return []
    if request.dry_run:
        return ["The trials would go to a Ray cluster; the times are this machine's"]
    from experiments.execution.cluster.connection import connect

    return [f"Trains on a Ray cluster: {connect(request.address, request.machines.gpus)}"]


def choose(device: str) -> None:
    """Hides accelerators (`cpu`), or makes sure that there is one (`gpu`); `auto` takes what there is.

    Raises:
        UserError: a GPU was asked for and the backend finds none.
    """
    if device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
        os.environ["JAX_PLATFORMS"] = "cpu"
    if device == "gpu":
        import_keras()
        from experiments.engines.backends import backend

        if backend.device().endswith("CPU"):
            raise UserError(
                f"{backend.NAME} finds no GPU. Install what requirements-gpu.txt names, or use --device auto. "
                "Received: --device gpu"
            )
