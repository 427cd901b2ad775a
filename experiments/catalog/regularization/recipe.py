"""All 16 combinations of four remedies, each at its own best learning rate.

Strengths are usual ones and not tuned. Training to the last epoch scores the last weights, early stopping those of the
best epoch by validation loss.
Cost: 16 methods x 3 rates x 13 replicates of a small network, 2 programs; 40 seconds on two cores.
Run: python -m experiments.run recipe
"""

from itertools import compress, product

from experiments.advice import Factor
from experiments.catalog.parts import MOVING, mlp
from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Method, Study, method

PARTS = ("early stopping", "dropout", "normalisation", "weight decay")
COMBINATIONS = tuple(product((False, True), repeat=len(PARTS)))


def label(used: tuple[bool, ...]) -> str:
    """The name of a combination."""
    names = compress(PARTS, used)
    return "all four" if all(used) else " + ".join(names) or "none"


def combined(used: tuple[bool, ...]) -> Method:
    """The network with some of the parts."""
    stops, drops, normalises, decays = used
    changes = {
        "model": part("base", dropout=0.2 if drops else 0.0, batch_normalization="before" if normalises else None),
        "optimizer": part("base", weight_decay=0.3 if decays else 0.0),
        "stopping": part("early_stopping", patience=10) if stops else None,
    }
    return method(label(used), **changes)


def factor(index: int) -> Factor:
    """One part, with and without, in every combination of the others."""
    pairs = (((*used[:index], True, *used[index + 1 :]), used) for used in COMBINATIONS if not used[index])
    return Factor(PARTS[index], tuple((label(included), label(left_out)) for included, left_out in pairs))


STUDY = Study(
    name="recipe",
    title="Four remedies against overfitting",
    question="What do early stopping, dropout, batch normalisation and weight decay add to each other?",
    notes="Early stopping, dropout, batch normalisation and weight decay each reduce overfitting.",
    doubt="All four act against the same thing. The second may find nothing left to do, or be in the way.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64), moving=MOVING),
        optimizer=part("adamw"),
        epochs=60,
    ),
    methods=tuple(combined(used) for used in COMBINATIONS),
    rates=(0.001, 0.003, 0.01),
    factors=tuple(factor(index) for index in range(len(PARTS))),
    scales=(quick(epochs=15, rates=(0.003,)), full(epochs=100)),
)
