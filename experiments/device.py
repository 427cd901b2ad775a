"""Which device Keras's backend runs on; to be chosen before the backend is imported."""

import os

from experiments.errors import UserError
from experiments.quiet import import_keras


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
