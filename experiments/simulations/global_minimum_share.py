"""How many walks from random starts end in the lowest pit of a landscape with several (claim M9)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import heights, thinned, walk
from experiments.spec import Part, part

SGD = part("sgd")
# each coordinate of the lowest place, the half-width of the square of starts, the half-width of the pit
PITS = {"styblinski_tang": (-2.903534, 5.0, 1.0), "rastrigin": (0.0, 5.12, 0.5), "ripples": (0.0, 5.12, 0.5)}


def global_minimum_share(
    seed: int,
    learning_rate: float = 0.01,
    optimizer: Part = SGD,
    landscape: str = "styblinski_tang",
    coordinates: int = 2,
    starts: int = 200,
    steps: int = 500,
) -> Outcome:
    """Walks from `starts` positions drawn uniformly from the square in which the landscape is usually searched.

    Values: `share` of walks whose last place lies within the lowest pit, in every coordinate; `mean_loss`, the mean of
    the finite last heights above the lowest one; `diverged`, the share of walks that left the finite numbers.
    Curves: `share` of walks in the lowest pit at each `step`.
    """
    lowest, width, pit = PITS[landscape]
    first = np.random.default_rng(seed).uniform(-width, width, (starts, coordinates))
    positions = walk(optimizer, landscape, first, learning_rate, np.zeros((steps, starts, coordinates)))
    inside = (np.abs(positions - lowest) < pit).all(-1).mean(-1)
    above = heights(landscape, positions[-1]) - heights(landscape, np.full(coordinates, lowest))
    finite = np.isfinite(above)
    values = {
        "share": float(inside[-1]),
        "mean_loss": float(above[finite].mean()) if finite.any() else float("inf"),
        "diverged": float(1 - finite.mean()),
    }
    return Outcome(values, {"step": thinned(np.arange(steps + 1)), "share": thinned(inside)})
