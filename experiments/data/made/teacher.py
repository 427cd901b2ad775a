"""Classes that a random network gives, some of them changed: the error that nobody can avoid is known."""

import numpy as np

from experiments.data.made.parts import TEST, VALIDATION, parts
from experiments.data.table import DataError, Table, check_counts

GAIN = 2.0  # of the teacher's weights: its units use the bent part of tanh


def teacher(
    layers: int = 1,
    width: int = 8,
    features: int = 10,
    outputs: int = 5,
    error: float = 0.05,
    training: int = 1500,
    seed: int = 0,
) -> Table:
    """Points x ~ N(0, 1), and for each the class with the largest output of a network drawn at random, the teacher.

        h₀ = x,   hₖ = tanh(2 Wₖ hₖ₋₁ / √n + bₖ),   class = argmax of V h, each output standardised over the points

    where W, V and b are N(0, 1) and n is the width of the layer before. A share `error` of the classes is then
    replaced, each other one being equally likely: nobody can predict these, so that the Bayes error, the least that any
    classifier can have, is `error`.

    Args:
        layers, width: hidden layers of the teacher, and units of each.
        features, outputs: numbers a point, and classes.
        error: the Bayes error; below 1 − 1 / outputs.
        training: rows to train on; there are 600 more for validation and 5,000 for the test.
        seed: another number draws another teacher and other points. Every replicate has a teacher of its own.
    """
    counts = {"layers": layers, "width": width, "features": features, "outputs": outputs - 1, "training": training}
    check_counts("teacher", **{name: (value, 1) for name, value in counts.items()})
    if not 0 <= error < 1 - 1 / outputs:
        raise DataError(f"error of teacher must be from 0 to below 1 − 1 / {outputs}. Received: {error!r}.")
    rng = np.random.default_rng(seed)
    rows = training + VALIDATION + TEST
    hidden = x = rng.standard_normal((rows, features))
    for _ in range(layers):
        kernel, bias = rng.standard_normal((hidden.shape[1], width)), rng.standard_normal(width)
        hidden = np.tanh(GAIN * hidden @ kernel / hidden.shape[1] ** 0.5 + bias)
    scores = hidden @ rng.standard_normal((width, outputs))
    right = ((scores - scores.mean(0)) / scores.std(0)).argmax(1)
    other = (right + rng.integers(1, outputs, rows)) % outputs
    y = np.where(rng.random(rows) < error, other, right).astype(np.int32)
    return Table(
        name="teacher",
        title=f"classes by a random network of {layers} hidden layer{'s' if layers > 1 else ''}",
        task="classification",
        x=x.astype(np.float32),
        y=y,
        classes=tuple(str(number) for number in range(outputs)),
        source="made by experiments.data.made.teacher:teacher, anew for every replicate; no classifier can have a "
        f"smaller error than {error:.0%}",
        **parts(training),
    )
