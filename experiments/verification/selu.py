"""A thousand SELU layers keep mean 0 and standard deviation 1: the demonstration in Géron's notebooks.

References: Klambauer et al. 2017, "Self-Normalizing Neural Networks", arXiv:1706.02515; Géron 2022, "Hands-On Machine
Learning with Scikit-Learn, Keras, and TensorFlow", 3rd edition, notebook of chapter 11.
"""

import numpy as np

from experiments.threads import one_thread
from experiments.verification.check import Check, printed

SEED, SAMPLES, UNITS, LAYERS, STEP = 42, 500, 100, 1000, 100
LATE, ROUND_OFF = 800, 0.002  # from this layer on, what the last bit of α, or another order of summing, may change
PUBLISHED = (
    ("-0.00", "1.00"), ("0.02", "0.96"), ("0.01", "0.90"), ("-0.02", "0.92"), ("0.05", "0.89"), ("0.01", "0.93"),
    ("0.02", "0.92"), ("-0.02", "0.90"), ("0.05", "0.83"), ("0.02", "1.00"),
)  # fmt: skip


@one_thread()
def moments(alpha: float, scale: float) -> list[tuple[float, float]]:
    """Mean and standard deviation of the outputs after layers 0, 100, ... 900: averages over the units.

    In float64: the layers magnify a change in the last bit by about 10 every 70, to the third decimal after layer 800;
    in float32 the second decimal changes after layer 500.
    """
    draws = np.random.RandomState(SEED)
    z = draws.normal(size=(SAMPLES, UNITS))
    results = []
    for layer in range(LAYERS):
        z = z @ draws.normal(size=(UNITS, UNITS), scale=np.sqrt(1 / UNITS))
        z = scale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))
        if layer % STEP == 0:
            results.append((float(z.mean(0).mean()), float(z.std(0).mean())))
    return results


def rows() -> list[Check]:
    """The printed table, with the suite's own constants."""
    from custom_layers.activations.selu import ALPHA, SCALE

    checks = []
    for index, (texts, ours) in enumerate(zip(PUBLISHED, moments(ALPHA, SCALE), strict=True)):
        slack, note = (ROUND_OFF, "± 0.002 for round-off") if STEP * index >= LATE else (0.0, "")
        for what, text, value in zip(("mean", "standard deviation"), texts, ours, strict=True):
            checks.append(printed(f"Layer {STEP * index}, {what}", text, value, note, slack))
    return checks
