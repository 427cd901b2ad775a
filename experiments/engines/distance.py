"""How far distributions of activations lie apart: on the host, where sorting takes a hundredth of the time."""

import numpy as np


def wasserstein(now: np.ndarray, then: np.ndarray) -> np.ndarray:
    """The mean over units of the distance of a unit's activations from its earlier ones, in the layer's earlier spread.

        W = mean_j mean_i |x_(i)j − x'_(i)j| / std(x')

    with x_(i)j the i-th smallest activation of unit j: the 1-D Wasserstein distance of equally many values.

    Args:
        now, then: (trials, rows, units).

    Returns:
        (trials,); not a number where an activation is not.

    Reference: Peyré and Cuturi 2019, "Computational Optimal Transport", remark 2.28, arXiv:1803.00567.
    """
    with np.errstate(all="ignore"):  # a diverged trial
        moved = np.abs(np.sort(now.astype(np.float64), 1) - np.sort(then.astype(np.float64), 1)).mean((1, 2))
        return moved / (then.astype(np.float64).std((1, 2)) + 1e-12)
