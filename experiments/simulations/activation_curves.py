"""Every activation and its derivative, for the figure to claims A2 to A9."""

import numpy as np

from experiments import build, names
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, array, deviation, slopes, tensor
from experiments.spec import part

RANDOM = {"rrelu"}  # slopes drawn anew at each call
STEP = float(np.finfo(FLOAT).eps) ** (1 / 3)


def activation_curves(seed: int, points: int = 161, reach: float = 4.0) -> Outcome:
    """Every activation that draws nothing, with its default setting, and its derivative by automatic differentiation.

    Values: `error` (largest deviation of a derivative from a central difference, at random points off 0), and for each
    activation the derivative of least and of largest size on the grid, `<name>_least` and `<name>_steepest`.
    Curves: `x`, and for each activation `<name>` and `<name>'`.

    Args:
        seed: of the random points.
        points: of the curves.
        reach: they run from −reach to reach.
    """
    x = np.linspace(-reach, reach, points)
    drawn = np.random.default_rng(seed).uniform(0.1, reach, size=100) * np.where(np.arange(100) % 2, 1, -1)
    curves, values, errors = {"x": x.tolist()}, {}, []
    for name in (name for name in names.ACTIVATIONS if name not in RANDOM):
        layer = build.activation(part(name, dtype=FLOAT), seed=0)
        slope = slopes(lambda x, layer=layer: layer(x[:, None]), x)[0]
        curves[name], curves[f"{name}'"] = outputs(layer, x).tolist(), slope.tolist()
        values |= {f"{name}_least": float(np.abs(slope).min()), f"{name}_steepest": float(np.abs(slope).max())}
        differences = (outputs(layer, drawn + STEP) - outputs(layer, drawn - STEP)) / (2 * STEP)
        errors.append(deviation(slopes(lambda x, layer=layer: layer(x[:, None]), drawn)[0], differences))
    return Outcome(values={"error": max(errors), **values}, curves=curves)


def outputs(layer, x: np.ndarray) -> np.ndarray:
    """The layer's outputs; each number is a sample of one feature."""
    return array(layer(tensor(x[:, None])))[:, 0]
