"""How far an optimizer still moves after many steps of gradients that do not change in kind (claims M4, M5)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import thinned, walk
from experiments.spec import Part, part

ADAGRAD = part("adagrad")


def effective_rate(
    seed: int,
    learning_rate: float = 0.01,
    optimizer: Part = ADAGRAD,
    steps: int = 1000,
    mean: float = 0.1,
    noise: float = 1.0,
    coordinates: int = 256,
) -> Outcome:
    """Steps under independent gradients of a fixed normal distribution, wherever the walk is.

    Values: `shrinkage`, the mean step of the last tenth over that of the first tenth (AdaGrad: near
    ½ √(0.1 / 0.95) ≈ 0.16, whatever the number of steps; 1 where the rate does not change); `exponent`, the slope of
    log step over log t from the tenth step on (AdaGrad −½, RMSProp 0).
    Curves: the `displacement` of each `step`, the root mean square over coordinates.
    """
    draws = np.random.default_rng(seed).normal(mean, noise, (steps, 1, coordinates))
    flat, start = np.zeros(coordinates), np.zeros((1, coordinates))
    positions = walk(optimizer, "quadratic", start, learning_rate, draws, flat)[:, 0]
    displacement = np.sqrt((np.diff(positions, axis=0) ** 2).mean(-1))
    step, tenth = np.arange(1, steps + 1), max(1, steps // 10)
    values = {
        "shrinkage": float(displacement[-tenth:].mean() / displacement[:tenth].mean()),
        "exponent": float(np.polyfit(np.log(step[9:]), np.log(displacement[9:]), 1)[0]),
    }
    return Outcome(values, {"step": thinned(step), "displacement": thinned(displacement)})
