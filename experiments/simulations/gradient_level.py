"""How level the gradient stays through a deep network, on average over many draws of its weights (claim I7)."""

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.signal import GLOROT, TANH, signal
from experiments.spec import Part

APART = 10_000  # between the seeds of two networks: layers take the numbers that follow


def gradient_level(
    seed: int,
    data: Data,
    activation: Part = TANH,
    initializer: Part = GLOROT,
    depth: int = 50,
    width: int = 16,
    networks: int = 4,
    rows: int = 32,
) -> Outcome:
    """Passes through `networks` networks of `signal`, each with weights of its own.

    The logarithm of one network's gradient wanders with its draw, to either side. Its mean over many draws tells
    whether the formula of the weights makes gradients grow or fade.

    Values: `backward_decay`, the mean over the networks of log10 of the first over the last hidden layer's gradient;
    `scatter`, the standard deviation over the networks.
    Curves: `gradient_norm` at each `depth`, the geometric mean over the networks, relative to the last layer's.
    """
    options = {"activation": activation, "initializer": initializer, "depth": depth, "width": width, "rows": rows}
    outcomes = [signal(seed + APART * number, data, **options) for number in range(networks)]
    decays = np.array([outcome.values["backward_decay"] for outcome in outcomes])
    logs = np.log10(np.maximum([outcome.curves["gradient_norm"] for outcome in outcomes], 1e-300))
    norms = 10 ** (logs - logs[:, -1:]).mean(0)
    return Outcome(
        {"backward_decay": float(decays.mean()), "scatter": float(decays.std())},
        {"depth": [float(k + 1) for k in range(depth)], "gradient_norm": norms.tolist()},
    )
