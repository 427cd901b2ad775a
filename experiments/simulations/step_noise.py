"""How much an optimizer's direction changes from step to step when gradients are noisy (claim M2)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import heights, thinned, walk
from experiments.spec import Part, part

SGD = part("sgd")


def step_noise(
    seed: int,
    learning_rate: float = 0.01,
    optimizer: Part = SGD,
    coordinates: int = 10,
    walks: int = 32,
    steps: int = 100,
    noise: float = 1.0,
) -> Outcome:
    """Walks down a quadratic with curvatures from 0.1 to 1, from 1 in every coordinate, under normal gradient noise.

    The noise has standard deviation `noise` in every coordinate; where walks start the slope is 0.1 to 1.

    Values: `direction_spread`, 1 − the mean cosine between successive steps (0: a straight line, 1: no memory, 2: to
    and fro); `step_variance`, the variance of a step over the walks, summed over coordinates, in units of the squared
    mean step, the median over steps; `final_loss`, the mean last height.
    Curves: mean `loss` and `cosine` at each `step`.
    """
    curvatures = np.geomspace(0.1, 1, coordinates)
    draws = np.random.default_rng(seed).normal(0, noise, (steps, walks, coordinates))
    positions = walk(optimizer, "quadratic", np.ones((walks, coordinates)), learning_rate, draws, curvatures)
    moves = np.diff(positions, axis=0)
    cosine = cosines(moves[1:], moves[:-1]).mean(-1)
    variance = moves.var(1).sum(-1) / np.maximum((moves.mean(1) ** 2).sum(-1), 1e-300)
    loss = heights("quadratic", positions, curvatures).mean(-1)
    values = {
        "direction_spread": float(1 - cosine.mean()),
        "step_variance": float(np.median(variance)),
        "final_loss": float(loss[-1]),
    }
    curves = {"step": np.arange(2, steps + 1), "loss": loss[2:], "cosine": cosine}
    return Outcome(values, {name: thinned(curve) for name, curve in curves.items()})


def cosines(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Cosines of the angles between vectors along the last axis; 0 where one has no length."""
    lengths = np.linalg.norm(first, axis=-1) * np.linalg.norm(second, axis=-1)
    return (first * second).sum(-1) / np.where(lengths > 0, lengths, 1)
