"""Mean and spread of SELU's activations through a thousand layers, against a printed table (claim A8)."""

from functools import lru_cache

import numpy as np
from keras import ops

from custom_layers.activations import selu
from experiments.engines.backends import backend
from experiments.record import Outcome
from experiments.threads import one_thread

# column mean and standard deviation of the outputs of layers 0, 100, ..., 900
MEANS = (-0.00, 0.02, 0.01, -0.02, 0.05, 0.01, 0.02, -0.02, 0.05, 0.02)
DEVIATIONS = (1.00, 0.96, 0.90, 0.92, 0.89, 0.93, 0.92, 0.90, 0.83, 1.00)


def selu_thousand_layers(seed: int = 0) -> Outcome:
    """500 normal inputs of 100 features through 1000 layers Z ← selu(Z W), W ~ N(0, 1/100), as published.

    The published run names its own random numbers (NumPy's `RandomState(42)`), so `seed` is not read.

    Values: `error`, the largest difference from the printed table once rounded to two digits, as that is;
    `mean_drift` and `std_error`, |mean| and |standard deviation − 1| of the last printed layer.
    Curves: `mean` and `std` of every hundredth `layer`.

    Reference: Klambauer et al. 2017, arXiv:1706.02515; the table: Géron 2022, "Hands-On Machine Learning", 3rd
        edition, notebook of chapter 11.
    """
    del seed
    layers, means, deviations = signal()
    differences = np.round([means, deviations], 2) - [MEANS, DEVIATIONS]
    values = {
        "error": float(np.abs(differences).max().round(6)),
        "mean_drift": float(abs(means[-1])),
        "std_error": float(abs(deviations[-1] - 1)),
    }
    return Outcome(values, {"layer": layers.tolist(), "mean": means.tolist(), "std": deviations.tolist()})


@lru_cache(maxsize=1)
@one_thread()
def signal() -> np.ndarray:
    """Number, mean and standard deviation of every hundredth layer: (3, 10). A few seconds, so only once."""
    rng, rows = np.random.RandomState(42), []
    z = rng.normal(size=(500, 100))
    for layer in range(1000):
        # Keras multiplies matrices in float32 on PyTorch, and these layers magnify that to the second decimal
        z = z @ rng.normal(size=(100, 100), scale=np.sqrt(1 / 100))
        z = ops.convert_to_numpy(selu(backend.put(z)))
        if layer % 100 == 0:
            rows.append((layer, z.mean(0).mean(), z.std(0).mean()))
    return np.array(rows, np.float64).T
