"""The loss just after training begins, where a bias correction should matter (claim M6)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import heights, walk
from experiments.spec import Part, part

ADAM = part("adam")


def first_steps(
    seed: int,
    learning_rate: float = 0.01,
    optimizer: Part = ADAM,
    steps: int = 20,
    coordinates: int = 10,
    walks: int = 32,
    noise: float = 0.1,
) -> Outcome:
    """Walks down a quadratic with curvatures from 0.1 to 10, from normally drawn starts, under normal gradient noise.

    Values: `loss` after `steps` steps, the mean over the walks, and `loss_ratio`, that over the loss at the start;
    `largest_step`, the largest mean move of a coordinate in one step, in units of the rate (Adam with its correction:
    near 1); `first_step`, that of step 1.
    Curves: mean `loss` after each `step` from 0, and `move`, the mean move in units of the rate (0 at step 0).
    """
    rng, curvatures = np.random.default_rng(seed), np.geomspace(0.1, 10, coordinates)
    starts = rng.normal(size=(walks, coordinates))
    draws = rng.normal(0, noise, (steps, walks, coordinates))
    positions = walk(optimizer, "quadratic", starts, learning_rate, draws, curvatures)
    loss = heights("quadratic", positions, curvatures).mean(-1)
    move = np.abs(np.diff(positions, axis=0)).mean((1, 2)) / learning_rate
    values = {
        "loss": float(loss[-1]),
        "loss_ratio": float(loss[-1] / loss[0]),
        "largest_step": float(move.max()),
        "first_step": float(move[0]),
    }
    return Outcome(
        values, {"step": list(map(float, range(steps + 1))), "loss": loss.tolist(), "move": [0.0, *move.tolist()]}
    )
