"""How far distributions of activations lie apart: on the host, where sorting takes a hundredth of the time."""

import numpy as np


def ordered(sample: np.ndarray) -> np.ndarray:
    """Activations (trials, rows, units) as (trials, units, rows), the smallest of each unit first."""
    return np.sort(np.ascontiguousarray(np.swapaxes(sample, 1, 2)), -1)


def wasserstein(now: np.ndarray, then: np.ndarray) -> np.ndarray:
    """The mean over units of the distance of a unit's activations from its earlier ones, in the layer's earlier spread.

        W = mean_j mean_i |x_(i)j − x'_(i)j| / std(x')

    with x_(i)j the i-th smallest activation of unit j: the 1-D Wasserstein distance of equally many values.

    Args:
        now, then: (trials, units, rows), `ordered`.

    Returns:
        (trials,); not a number where an activation is not.

    Reference: Peyré and Cuturi 2019, "Computational Optimal Transport", remark 2.28, arXiv:1803.00567.
    """
    with np.errstate(all="ignore"):  # a diverged trial
        moved = np.abs(now - then).mean((1, 2), dtype=np.float64)
        return moved / (then.std((1, 2), dtype=np.float64) + 1e-12)
