"""One walk of an optimizer, and how long it stays near level ground (claim M8)."""

import math

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import heights, thinned, walk
from experiments.spec import Part, part

SGD = part("sgd")
# where a walk begins, and the height of the level place that it is to leave
BEGINNINGS = {
    "saddle": ((1.0, 0.0), 0.0),
    "monkey_saddle": ((0.5, 0.0), 0.0),
    "plateau": ((3.5, 0.0), 1.0),
    "rosenbrock": ((-1.5, 2.0), None),
    "beale": ((1.0, 1.5), None),
    "himmelblau": ((0.0, 0.0), None),
    "styblinski_tang": ((4.0, 4.0), None),
    "rastrigin": ((3.3, 2.3), None),
}


def landscape_path(
    seed: int,
    learning_rate: float = 0.01,
    optimizer: Part = SGD,
    landscape: str = "saddle",
    start: tuple[float, ...] | None = None,
    steps: int = 1000,
    jitter: float = 0.01,
    drop: float = 0.1,
    arena: float = 5.0,
) -> Outcome:
    """One walk from `start`, moved by a normal draw of standard deviation `jitter` in each coordinate.

    `saddle` and `monkey_saddle` start on the ridge that leads to the level place at 0, `plateau` far out in the plain.
    The walk ends where a coordinate leaves ±`arena`: some landscapes have no bottom.

    Values: `steps_to_leave`, the first step at which the height is `drop` below that of the level place (below that of
    the start where the landscape has none), infinite if there is none; `final_loss`, the last height in the arena;
    `distance` between the first and the last place; `steps`, how many were taken in the arena.
    Curves: `x`, `y`, `loss` at each `step`.
    """
    beginning, level = BEGINNINGS[landscape]
    first = np.array(start or beginning, np.float64)
    first = first + np.random.default_rng(seed).normal(0, jitter, first.shape)
    positions = walk(optimizer, landscape, first[None], learning_rate, np.zeros((steps, 1, len(first))))[:, 0]
    positions = positions[: stay(positions, arena)]
    loss = heights(landscape, positions)
    low = loss < (loss[0] if level is None else level) - drop
    values = {
        "steps_to_leave": float(np.argmax(low)) if low.any() else math.inf,
        "final_loss": float(loss[-1]),
        "distance": float(np.linalg.norm(positions[-1] - positions[0])),
        "steps": float(len(positions) - 1),
    }
    columns = {"step": np.arange(len(positions)), "x": positions[:, 0], "y": positions[:, 1], "loss": loss}
    return Outcome(values, {name: thinned(column) for name, column in columns.items()})


def stay(positions: np.ndarray, arena: float) -> int:
    """How many positions come before the first one outside the arena; at least the start."""
    outside = ~(np.abs(positions) <= arena).all(-1)  # also true of nan
    return max(1, int(np.argmax(outside)) if outside.any() else len(positions))
