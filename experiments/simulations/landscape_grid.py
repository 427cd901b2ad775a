"""The heights of a landscape over a rectangle and its lowest points in it, for charts of paths."""

import numpy as np
from scipy.optimize import minimize

from experiments.record import Outcome
from experiments.simulations.tools.walks import heights


def landscape_grid(
    seed: int,
    landscape: str = "saddle",
    extent: tuple[float, float, float, float] = (-1.5, 1.5, -1.5, 1.5),
    points: int = 61,
) -> Outcome:
    """Heights at `points` by `points` points of `extent`: x from and to, y from and to. `seed` is not read.

    Values: `lowest`, the least height of the grid; `minima`, how many lowest points lie inside, not on the border.
    Curves: `grid_x` and `grid_y`, the axes; `grid_z`, the heights, row by row of y; `minima_x`, `minima_y`. They differ
    in length.
    """
    del seed
    x, y = np.linspace(*extent[:2], points), np.linspace(*extent[2:], points)
    z = heights(landscape, np.stack(np.meshgrid(x, y), axis=-1))
    minima = lowest(landscape, x, y, z)
    curves = {"grid_x": x, "grid_y": y, "grid_z": z.ravel(), "minima_x": minima[:, 0], "minima_y": minima[:, 1]}
    values = {"lowest": float(z.min()), "minima": float(len(minima))}
    return Outcome(values, {name: curve.tolist() for name, curve in curves.items()})


def lowest(landscape: str, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """The points, (points, 2), of the least height: from inner points below their eight neighbours, made exact."""
    interior = z[1:-1, 1:-1]
    around = [z[1 + i : z.shape[0] - 1 + i, 1 + j : z.shape[1] - 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1)]
    rows, columns = np.nonzero(interior <= np.min(around, axis=0))
    minima = [
        minimize(lambda point: float(heights(landscape, point)), (x[j + 1], y[i + 1]), tol=1e-10)
        for i, j in zip(rows, columns, strict=True)
    ]
    least = min((minimum.fun for minimum in minima), default=0.0)
    points = {tuple(np.round(minimum.x, 4) + 0.0) for minimum in minima if minimum.fun < least + 1e-6}
    return np.array(sorted(points)).reshape(-1, 2)
