"""Packages: whether those that a request needs are installed; checked before anything is trained."""

import json
import os
from importlib.util import find_spec
from pathlib import Path

from experiments.errors import UserError, guess

NUMBERS = ("numpy", "pandas", "psutil", "scipy", "sklearn", "threadpoolctl")
PAGES = ("jinja2", "matplotlib", "rich", "tensorboard")
TRAINING = ("keras",)
SEARCHES = ("keras_tuner",)
BACKENDS = ("tensorflow", "jax", "torch")
INSTALLED_AS = {"sklearn": "scikit-learn", "keras_tuner": "keras-tuner"}  # where pip has another name for a module


def check(training: bool = True, searches: bool = False) -> None:
    """Raises `UserError` where a package is missing, with the command that installs it.

    Args:
        training: whether anything is trained; pages alone need no Keras.
        searches: whether searches are among it.
    """
    check_installed("A report", (*NUMBERS, *PAGES))
    if not training:
        return
    name = backend()
    if name not in BACKENDS:
        raise UserError(f"Keras's backend must be tensorflow, jax or torch.{guess(name, BACKENDS)} Received: {name!r}")
    check_installed("Training", TRAINING)
    check_installed(f"The backend {name}", (name,), " Or choose another one: KERAS_BACKEND=tensorflow, jax or torch.")
    if searches:
        check_installed("A search", SEARCHES)


def check_installed(what: str, modules: tuple[str, ...], more: str = "") -> None:
    """Raises `UserError` unless all modules can be found."""
    absent = [name for name in modules if find_spec(name) is None]
    if absent:
        packages = " ".join(INSTALLED_AS.get(name, name) for name in absent)
        names = " and ".join(absent)
        raise UserError(f"{what} needs {names}. Install it with `pip install {packages}`.{more} Received: no {names}")


def backend() -> str:
    """The backend that Keras will take: of KERAS_BACKEND, else of its settings file, else TensorFlow."""
    if name := os.environ.get("KERAS_BACKEND"):
        return name
    settings = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "keras.json"
    try:
        return json.loads(settings.read_text()).get("backend", BACKENDS[0])
    except (OSError, ValueError, AttributeError):  # not there, or no settings: Keras takes its default, too
        return BACKENDS[0]
