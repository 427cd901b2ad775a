"""How often a unit's weights all move one way, and how long its path is, one sample at a time (claim P2)."""

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.output_first import outputs, start
from experiments.simulations.tools import numpy_models
from experiments.threads import one_thread


@one_thread()
def sign_agreement(
    seed: int,
    data: Data,
    learning_rate: float = 0.05,
    features: str = "[0,1]",
    hidden: int = 16,
    steps: int = 1000,
    most_rows: int = 4000,
) -> Outcome:
    """A network of one tanh layer, trained on one sample at a time; its hidden weights' updates are δⱼ xᵢ.

    Values: `agreement` (share of steps and hidden units in which all incoming weights that move go one way; units of
    which none moves are not counted), `detour` (length of a unit's path over its net displacement, mean over units),
    `train_loss` at the end. Curves: agreement and detour so far, over the steps.

    Args:
        seed: of weights and order of the samples, the same for both.
        data: the replicate.
        learning_rate: of every weight.
        features: `[0,1]` (each from its smallest to its largest training value), or `centred` (the same less its mean).
        hidden: units.
        steps: samples shown.
        most_rows: a larger training set is cut to so many random rows.
    """
    random, table = np.random.default_rng(seed), data.table
    train = numpy_models.sample(data, numpy_models.subset(data.rows.train, most_rows, random))
    low, high = train.x.min(0), train.x.max(0)
    x = (train.x - low) / np.where(high > low, high - low, 1)
    x = x - x.mean(0) if features == "centred" else x
    w, b, v, c = (weight.astype(np.float64) for weight in start(random, x.shape[1], hidden, table.outputs))
    shown = random.integers(0, len(x), steps)
    first, path, agreed, counted = w, np.zeros(hidden), 0, 0
    every, curves = max(1, steps // 100), {"step": [], "agreement": [], "detour": []}
    with np.errstate(all="ignore"):  # a divergence is a result
        for step, row in enumerate(shown, start=1):
            h = np.tanh(x[row] @ w + b)
            delta = numpy_models.answers((h @ v + c)[None], table)[0] - train.t[row]
            back = (v @ delta) * (1 - h * h)
            update = -learning_rate * np.outer(x[row], back)
            w, b, v, c = (
                w + update,
                b - learning_rate * back,
                v - learning_rate * np.outer(h, delta),
                c - learning_rate * delta,
            )
            up, down = (update > 0).any(0), (update < 0).any(0)
            agreed, counted = agreed + (up ^ down).sum(), counted + (up | down).sum()
            path = path + np.linalg.norm(update, axis=0)
            if step % every == 0:
                detour = float((path / np.linalg.norm(w - first, axis=0)).mean())
                for name, value in zip(curves, (step, agreed / max(counted, 1), detour), strict=True):
                    curves[name].append(float(value))
        final = numpy_models.loss(outputs([w, b, v, c], x), train.t, table)
    values = {"agreement": float(agreed / max(counted, 1)), "detour": curves["detour"][-1], "train_loss": final}
    return Outcome(
        {name: finite(value) for name, value in values.items()},
        {name: [finite(value) for value in curve] for name, curve in curves.items()},
    )


def finite(value: float) -> float:
    """The value, or infinity where a divergence left none."""
    return value if np.isfinite(value) else float("inf")
