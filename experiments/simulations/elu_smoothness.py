"""ELU's slopes at 0 from above and from below, by alpha (claim A7)."""

import numpy as np

from custom_layers.activations import ELU
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, array, tensor

STEP = float(np.finfo(FLOAT).eps) ** (1 / 3)  # balances what the formula leaves out against round-off


def elu_smoothness(seed: int, alphas: tuple[float, ...] = (0.5, 1.0, 2.0)) -> Outcome:
    """One-sided derivatives of ELU at 0 by finite differences, against theory: 1 from above, alpha from below.

        f′(0±) ≈ ± (4 f(±h) − f(±2h) − 3 f(0)) / 2h, off by about h²

    Values: `error` (largest deviation over `alphas` and 20 random ones in (0, 3)), `jump` (|f′(0+) − f′(0−)| with
    alpha 1), `smallest_other_jump` (over `alphas` other than 1). Curves: alpha, both derivatives.

    Args:
        seed: of the random alphas.
        alphas: settings that are always looked at.
    """
    # the layer stores alpha rounded to float32, in which 64ths are exact
    drawn = (np.random.default_rng(seed).integers(1, 192, size=20) / 64).tolist()
    every = sorted({1.0, *alphas, *drawn})
    sides = {alpha: one_sided(alpha) for alpha in every}
    jumps = {alpha: abs(above - below) for alpha, (above, below) in sides.items()}
    return Outcome(
        values={
            "error": max(max(abs(above - 1), abs(below - alpha)) for alpha, (above, below) in sides.items()),
            "jump": jumps[1.0],
            "smallest_other_jump": min(jumps[alpha] for alpha in alphas if alpha != 1),
        },
        curves={
            "alpha": every,
            "from above": [sides[alpha][0] for alpha in every],
            "from below": [sides[alpha][1] for alpha in every],
        },
    )


def one_sided(alpha: float) -> tuple[float, float]:
    """The derivatives at 0 from above and from below."""
    points = STEP * np.array([0.0, 1.0, 2.0, -1.0, -2.0])
    zero, up, up_twice, down, down_twice = array(ELU(alpha, dtype=FLOAT)(tensor(points)))
    above = (4 * up - up_twice - 3 * zero) / (2 * STEP)
    below = -(4 * down - down_twice - 3 * zero) / (2 * STEP)
    return float(above), float(below)
