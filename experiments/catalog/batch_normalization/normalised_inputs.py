"""Batch normalisation of the inputs, of the hidden values, of both and of neither.

The first form counted whole epochs until a target that is reached in a few, and had ten replicates for differences of
about half a point; now the curve over the first epochs tells which is ahead, and every pair is a part of its own.
Training on 500 rows leaves 578 more to judge.
Cost: 4 methods x 7 rates x 5 replicates of a small network, and 10 to 40 at the best rate.
Run: python -m experiments.run normalised_inputs
"""

from experiments.catalog.batch_normalization.batch_normalization import SPREAD
from experiments.catalog.parts import HALF, MOVING, mlp
from experiments.catalog.reasons import EARLIER, HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NETWORK = mlp((64, 64, 64), moving=MOVING)

STUDY = Study(
    name="normalised_inputs",
    title="Normalising inputs or hidden values",
    question="Does normalising hidden values help more than normalising the inputs alone?",
    notes="Normalising hidden values helps more than normalising the input alone, and reduces overfitting.",
    doubt="What it gains may be what standardised inputs gain already. The inputs are given as they are, so that "
    "normalising them is a change.",
    base=Trial(
        data=part("digits", scaling="none", **HALF),
        model=NETWORK,
        optimizer=part("sgd"),
        epochs=30,
        diagnostics="light",
        early="steps",
    ),
    methods=(
        method("normalising nothing"),
        method("normalising inputs", model=part("base", batch_normalization="input")),
        method("normalising hidden values", model=part("base", batch_normalization="before")),
        method("normalising both", scale="standard", model=part("base", batch_normalization="both")),
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        Claim(
            id="B12",
            text="Normalising hidden values, with or without the inputs, scores better than normalising inputs alone.",
            pairs=(("normalising hidden values", "normalising inputs"), ("normalising both", "normalising inputs")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="B12",
            text="Normalising hidden values learns faster than normalising inputs alone: the score is higher "
            "over the first tenth of training.",
            pairs=(("normalising hidden values", "normalising inputs"), ("normalising both", "normalising inputs")),
            measure="early_score",
            margin=0.02,
            reason=EARLIER,
        ),
        Claim(
            id="B12",
            text="Normalising hidden values reduces overfitting.",
            pairs=(("normalising hidden values", "normalising nothing"), ("normalising both", "normalising inputs")),
            measure="gap",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(SPREAD,),
    scales=(quick(rates=(0.003, 0.03, 0.3)),),
    hero="learning",
)
