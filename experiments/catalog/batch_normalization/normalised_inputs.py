"""Does normalising hidden values help more than normalising the inputs alone, and does it reduce overfitting?

The notes say: normalising hidden values helps more than normalising the input alone; and it reduces overfitting.
Why that might be wrong: what normalising gains may be what standardised inputs gain already.
The inputs are given as they are, not standardised, so that normalising them is a change.
Stored moments keep 0.9 of themselves at each step (Keras: 0.99), because an epoch has few steps; that was decided after
a first run had been seen.
Cost: 4 methods x 7 rates x 13 replicates of a small network; 20 s.
"""

from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NETWORK = part("mlp", hidden=(64, 64, 64), activation=part("relu"), initializer=part("he_normal"), moving=0.9)
POINT = "less than half a percentage point would not change anybody's choice"
EPOCH = "one pass over the data is the finest step that the curves resolve"

STUDY = Study(
    name="normalised_inputs",
    title="Normalising inputs or hidden values",
    question="Does normalising hidden values help more than normalising the inputs alone?",
    notes="Normalising hidden values helps more than normalising the input alone, and reduces overfitting.",
    doubt="What it gains may be what standardised inputs gain already. The inputs are given as they are, so that "
    "normalising them is a change.",
    base=Trial(
        data=part("digits", scaling="none"), model=NETWORK, optimizer=part("sgd"), epochs=30, diagnostics="light"
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
            reason=POINT,
        ),
        Claim(
            id="B12",
            text="Normalising hidden values needs fewer epochs than normalising inputs alone.",
            pairs=(("normalising hidden values", "normalising inputs"), ("normalising both", "normalising inputs")),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="B12",
            text="Normalising hidden values reduces overfitting.",
            pairs=(("normalising hidden values", "normalising nothing"), ("normalising both", "normalising inputs")),
            measure="gap",
            margin=0.005,
            reason=POINT,
        ),
    ),
    charts=(
        Chart(
            kind="epochs",
            title="Spread of the hidden values over training",
            y=("activation_std",),
            x_label="epoch (at 0, stored moments have seen nothing yet)",
            y_label="standard deviation after the activation",
            y_log=True,
        ),
    ),
    scales=(
        ("quick", (("epochs", 15), ("replicates", 6), ("tuning", 1), ("rates", (0.003, 0.03, 0.3)))),
        ("full", (("replicates", 20),)),
    ),
)
