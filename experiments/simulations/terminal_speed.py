"""Momentum on a constant slope, against its formula (claim M2)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import thinned, walk
from experiments.spec import part


def terminal_speed(seed: int, learning_rate: float = 0.01, momentum: float = 0.9, steps: int = 100) -> Outcome:
    """Momentum's steps down a slope of 1, and η (1 − βᵗ) / (1 − β), which they should be. `seed` is not read.

    Values: `error`, the largest deviation from the formula over the terminal speed η / (1 − β); `speed_ratio`, the last
    step over the rate, which is a plain gradient step (10 for β = 0.9).
    Curves: `speed` and `theory` at each `step`.
    """
    del seed
    slope = np.ones((steps, 1, 1))
    optimizer = part("momentum", momentum=momentum)
    positions = walk(optimizer, "quadratic", np.zeros((1, 1)), learning_rate, slope, np.zeros(1))[:, 0, 0]
    speed, step = -np.diff(positions), np.arange(1, steps + 1)
    limit = learning_rate / (1 - momentum)
    theory = limit * (1 - momentum**step)
    values = {
        "error": float(np.abs(speed - theory).max() / limit),
        "speed_ratio": float(speed[-1] / learning_rate),
    }
    return Outcome(values, {"step": thinned(step), "speed": thinned(speed), "theory": thinned(theory)})
