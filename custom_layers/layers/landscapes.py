"""landscapes: heights over a plane, on which optimizers are known to behave in telling ways.

Each is a function of a position (..., coordinates) and of curvatures (coordinates,), which the quadratic alone reads.
"""

import math

from keras import ops


def _plane(position):
    return position[..., 0], position[..., 1]


def quadratic(position, curvatures):
    """½ Σ cᵢ xᵢ²: least at 0; gradient descent diverges at rates above 2 / max c."""
    return 0.5 * ops.sum(curvatures * position**2, axis=-1)


def rosenbrock(position, curvatures):
    """(1 − x)² + 100 (y − x²)²: a curved valley, least, 0, at (1, 1) (Rosenbrock 1960)."""
    x, y = _plane(position)
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def beale(position, curvatures):
    """Σₖ (aₖ − x + x yᵏ)², a = 1.5, 2.25, 2.625: plateaus between steep walls, least, 0, at (3, ½) (Beale 1958)."""
    x, y = _plane(position)
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def himmelblau(position, curvatures):
    """(x² + y − 11)² + (x + y² − 7)²: four lowest places, one at (3, 2) (Himmelblau 1972)."""
    x, y = _plane(position)
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def rastrigin(position, curvatures):
    """Σ xᵢ² + 10 (1 − cos 2π xᵢ): a pit near every whole number, the lowest, 0, at 0 (Rastrigin 1974)."""
    return ops.sum(position**2 + 10 * (1 - ops.cos(2 * math.pi * position)), axis=-1)


def ripples(position, curvatures):
    """Σ xᵢ² + 1 − cos 2π xᵢ: a bowl with a small pit near each whole number up to 3, the lowest, 0, at 0.

    It is Rastrigin's with ripples a tenth as high.
    """
    return ops.sum(position**2 + 1 - ops.cos(2 * math.pi * position), axis=-1)


def styblinski_tang(position, curvatures):
    """½ Σ xᵢ⁴ − 16 xᵢ² + 5 xᵢ: a lower and a higher pit along each axis, lowest at −2.9035 (Styblinski, Tang 1990)."""
    return 0.5 * ops.sum(position**4 - 16 * position**2 + 5 * position, axis=-1)


def saddle(position, curvatures):
    """½ x² − ½ y² + ¼ y⁴: level at 0, where x curves up and y down; least, −¼, at (0, ±1) (Nesterov 2004, 1.2.3)."""
    x, y = _plane(position)
    return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4


def monkey_saddle(position, curvatures):
    """x³ − 3 x y²: three ways down from a level place at 0, where all curvatures are 0."""
    x, y = _plane(position)
    return x**3 - 3 * x * y**2


def plateau(position, curvatures):
    """1 − exp(−½ Σ xᵢ²): a pit, 0 at 0, in a plain of height 1 whose slope dies out as exp(−½ |x|²) |x|."""
    return 1 - ops.exp(-0.5 * ops.sum(position**2, axis=-1))


LANDSCAPES = {
    function.__name__: function
    for function in (
        quadratic,
        rosenbrock,
        beale,
        himmelblau,
        rastrigin,
        ripples,
        styblinski_tang,
        saddle,
        monkey_saddle,
        plateau,
    )
}
PLANAR = frozenset({"rosenbrock", "beale", "himmelblau", "saddle", "monkey_saddle"})
