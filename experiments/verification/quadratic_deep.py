"""DeepOBS's `quadratic_deep`: a noisy quadratic bowl in 100 dimensions, three optimizers, ten seeds.

Between seeds only the order of the batches differs, and within a run every epoch has the same one: so the published
runs behave. A new order each epoch would leave momentum at 89.1 ± 1.1 instead of 87.05 ± 0.03.

Reference: Schneider, Balles and Hennig 2019, "DeepOBS: A Deep Learning Optimizer Benchmark Suite", arXiv:1903.05499,
with the baselines published beside it.
"""

from pathlib import Path

import numpy as np
from rich.console import Console

from experiments.spec import Trial, part
from experiments.study import Study, method
from experiments.verification.check import Check, near, same_mean
from experiments.verification.training import scored, trained

SEEDS = 10
PUBLISHED = {"SGD": (87.3975, 0.1690), "Momentum": (87.0450, 0.0252), "Adam": (87.1119, 0.0242)}
# of the construction: digits by which two programs can tell that they have the same problem
DIGITS = {"H[0, 0]": 6.2214294433, "H[0, 1]": 1.1270198982, "Trace of H": 477.6122795950}
LARGEST, START = 53.129015, 353.446764

BASE = Trial(
    data=part("quadratic_deep", scaling="none"),
    model=part("quadratic"),
    optimizer=part("sgd"),
    loss=part("prediction"),
    batch_size=128,
    epochs=100,
    order="fixed",
)
STUDY = Study(
    name="quadratic_deep",
    title="A noisy quadratic bowl",
    question="Do the published baselines come out?",
    notes="SGD ends at a test loss of 87.40, momentum at 87.05, Adam at 87.11.",
    doubt="An optimizer, the batches or the loss may work differently here.",
    base=BASE,
    methods=(
        method("SGD", (0.01584893,), optimizer=part("sgd")),
        method("Momentum", (0.00251189,), optimizer=part("momentum", momentum=0.99)),
        method("Adam", (0.03981072,), optimizer=part("adam", beta_1=0.9, beta_2=0.999, epsilon=1e-8)),
    ),
    rates=(),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def rows(console: Console, folder: Path | None = None) -> list[Check]:
    """The problem's check digits, and each optimizer's final test loss against the published ten seeds."""
    with trained(STUDY, console, folder) as results:
        losses = scored(results, "test_loss")
    means = [
        same_mean(f"{name}, test loss after 100 epochs", *PUBLISHED[name], SEEDS, losses[name], ".4f")
        for name in PUBLISHED
    ]
    return [*problem(), *means]


def problem() -> list[Check]:
    """The digits of H and the test loss before the first step, where all parameters are 1."""
    from experiments.data import prepare
    from experiments.models.quadratic import hessian

    data = prepare(BASE.data, 0)
    h = hessian(100)
    ours = (h[0, 0], h[0, 1], np.trace(h))
    away = 1 - data.inputs(data.rows.test).astype(float)
    start = float(0.5 * np.einsum("ni,ij,nj->n", away, h, away, optimize=True).mean())
    return [
        *(near(name, digit, float(own), 1e-9, ".10f") for (name, digit), own in zip(DIGITS.items(), ours, strict=True)),
        near("Largest eigenvalue of H", LARGEST, float(np.linalg.eigvalsh(h)[-1]), 5e-7, ".6f"),
        near("Test loss at the start", START, start, 3e-5, ".6f", "over 896 test rows; published from float32"),
    ]
