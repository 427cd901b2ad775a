"""What is left of the loss after a long walk, where steps that shrink may help or hinder (claims M4, M5)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.landscape_path import BEGINNINGS
from experiments.simulations.tools.walks import heights, thinned, walk
from experiments.spec import Part, part

ADAGRAD = part("adagrad")
JITTER = 0.1  # standard deviation of starts in the valley


def long_walk(
    seed: int,
    learning_rate: float = 0.01,
    optimizer: Part = ADAGRAD,
    landscape: str = "quadratic",
    speed: float = 0.0,
    steps: int = 1000,
    coordinates: int = 10,
    walks: int = 32,
    noise: float = 0.1,
) -> Outcome:
    """Walks under normal gradient noise, down a quadratic whose minimum may move, or along Rosenbrock's curved valley.

    The quadratic has curvatures from 0.1 to 10 and normally drawn starts. Its minimum is at `speed` · t in every
    coordinate, t steps after the start, so that the gradient there is c (x − speed · t). Other landscapes have two
    coordinates, and walks start near the place of `landscape_path`.

    Values: `loss`, the mean over the walks and the last tenth of the steps, and `loss_ratio`, that over the mean loss
    at the start; both are infinite if a walk left the finite numbers.
    Curves: mean `loss` at each `step`, at most 1e9.
    """
    rng, curvatures = np.random.default_rng(seed), np.geomspace(0.1, 10, coordinates)
    if landscape == "quadratic":
        starts = rng.normal(size=(walks, coordinates))
    else:
        starts = np.array(BEGINNINGS[landscape][0]) + rng.normal(0, JITTER, (walks, 2))
        curvatures = np.ones(2)
    draws = rng.normal(0, noise, (steps, *starts.shape))
    minima = speed * np.arange(steps + 1)[:, None, None]
    positions = walk(optimizer, landscape, starts, learning_rate, draws - curvatures * minima[:-1], curvatures)
    with np.errstate(invalid="ignore", over="ignore"):
        loss = np.nan_to_num(heights(landscape, positions - minima, curvatures).mean(-1), nan=np.inf)
    left = float(loss[-max(1, steps // 10) :].mean())
    step = np.arange(steps + 1)
    return Outcome(
        {"loss": left, "loss_ratio": left / float(loss[0])},
        {"step": thinned(step), "loss": thinned(np.minimum(loss, 1e9))},
    )
