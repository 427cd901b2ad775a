"""Squared error, absolute error and Huber's loss with none, 5 % and 20 % of the training targets spoiled.

A spoiled target is ten standard deviations off; validation and test rows are clean. The rate is chosen by the
validation error, on clean rows, too. Huber's loss is between the two others.
Cost: 9 methods x 6 rates x 13 replicates of a small network on 265 rows, 3 programs; seconds.
Run: python -m experiments.run regression_losses
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

LOSSES = {"squared error": "squared_error", "absolute error": "absolute_error", "Huber's loss": "huber"}
SHARES = {"no outliers": 0.0, "5 % outliers": 0.05, "20 % outliers": 0.2}
DEVIATION = "a fiftieth of a standard deviation is a few percent of the usual error"


def trained(loss: str, faults: str) -> Method:
    """One loss with a share of the training targets spoiled."""
    return method(
        f"{loss}, {faults}",
        family=loss,
        position=100 * SHARES[faults],
        data=part("base", target_outliers=SHARES[faults]),
        loss=Part(LOSSES[loss]),
    )


STUDY = Study(
    name="regression_losses",
    title="Losses in regression",
    question="With gross errors among the training targets, is absolute error steadier than squared error?",
    notes="Squared error suits a linear output. Absolute error is steadier under outliers.",
    doubt="With a tuned rate a network may pass over a few wild targets, and the gradient of absolute error never "
    "shrinks, which makes it slow to settle.",
    base=Trial(
        data=part("diabetes", scaling="standard", target_outliers=0.0),
        model=mlp((32,)),
        optimizer=part("adam"),
        epochs=60,
    ),
    methods=tuple(trained(loss, faults) for faults in SHARES for loss in LOSSES),
    rates=(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="O7",
            text="With 5 % gross outliers among the training targets, absolute error predicts better than squared "
            "error.",
            pairs=(("absolute error, 5 % outliers", "squared error, 5 % outliers"),),
            measure="mae",
            margin=0.02,
            reason=DEVIATION,
        ),
        Claim(
            id="O7",
            text="With 20 % it does so, too.",
            pairs=(("absolute error, 20 % outliers", "squared error, 20 % outliers"),),
            measure="mae",
            margin=0.02,
            reason=DEVIATION,
        ),
        Claim(
            id="O7",
            text="Without outliers, squared error does as well as absolute error.",
            pairs=(("squared error, no outliers", "absolute error, no outliers"),),
            measure="mae",
            margin=0.02,
            reason=DEVIATION,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test error over the share of outliers",
            y=("mae",),
            x_label="outliers among the training targets in %",
            y_label="mean absolute test error in standard deviations",
        ),
    ),
    task="regression",
    stands_in=True,
    contest=False,
    scales=(quick(rates=(0.0003, 0.003, 0.03)),),
)
