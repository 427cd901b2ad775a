"""An optimizer's own rule on a landscape of known height: many walks in one compiled loop."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from keras import ops

from custom_layers.layers.landscapes import LANDSCAPES
from experiments import build
from experiments.engines.backends import backend
from experiments.engines.update import started, updated
from experiments.spec import Part


def walk(
    optimizer: Part,
    landscape: str,
    starts: np.ndarray,
    learning_rate: float,
    noise: np.ndarray,
    curvatures: np.ndarray | None = None,
) -> np.ndarray:
    """Every position of each walk: (steps + 1, walks, coordinates), the start included.

    Args:
        optimizer: name and options; a learning rate among them is not read.
        landscape: a name of `custom_layers.layers.landscapes`.
        starts: (walks, coordinates).
        learning_rate: the same at every step.
        noise: (steps, walks, coordinates), added to each step's gradient.
        curvatures: (coordinates,), of the quadratic; ones by default. With zeros the noise is the whole gradient.
    """
    curvatures = np.ones(starts.shape[-1]) if curvatures is None else curvatures
    program = compiled(optimizer.but(learning_rate=None), landscape)
    arguments = (np.asarray(value, np.float64) for value in (starts, learning_rate, noise, curvatures))
    return ops.convert_to_numpy(program(*map(backend.put, arguments)))


@lru_cache(maxsize=64)
def compiled(optimizer: Part, landscape: str) -> Callable:
    """The loop of one optimizer on one landscape, in the type of its arguments (float64 where the backend has it)."""
    rule, height = build.optimizer_class(optimizer), LANDSCAPES[landscape]

    def program(starts, rate, noise, curvatures):
        settings = build.hyperparameters(optimizer).items()
        numbers = {name: ops.cast(np.float64(value), starts.dtype) for name, value in settings if build.is_value(value)}
        hyper = {**dict(settings), **numbers, "learning_rate": rate}

        def begin(start):
            return started(rule, start, hyper)

        def step(index, carry):
            positions, slots, trace = carry
            number = ops.cast(index + 1, starts.dtype)

            def move(position, slots, noise):
                _, _, (slope,) = backend.gradients(lambda point: (height(point[0], curvatures), 0), [position])
                (position,), (slots,) = updated(rule, [slope + noise], [position], [slots], number, hyper)
                return position, slots

            positions, slots = backend.vectorized(move, positions, slots, noise[index])
            return positions, slots, ops.slice_update(trace, (index + 1, 0, 0), positions[None])

        trace = ops.tile(starts[None], (noise.shape[0] + 1, 1, 1))
        return backend.loop(noise.shape[0], step, (starts, backend.vectorized(begin, starts), trace))[2]

    return backend.compiled(program)


def heights(landscape: str, positions: np.ndarray, curvatures: np.ndarray | None = None) -> np.ndarray:
    """Heights at positions (..., coordinates)."""
    curvatures = np.ones(positions.shape[-1]) if curvatures is None else curvatures
    with np.errstate(over="ignore", invalid="ignore"):
        return ops.convert_to_numpy(LANDSCAPES[landscape](positions, curvatures))


def thinned(series: np.ndarray, points: int = 150) -> list[float]:
    """At most `points` numbers of a series, evenly spread, first and last included."""
    indices = np.unique(np.linspace(0, len(series) - 1, min(points, len(series))).round().astype(int))
    return [float(value) for value in series[indices]]
