"""Six ways to draw the initial weights, with and without batch normalisation.

The six: normal weights from far too small to far too large, and the formulas of Glorot and He between them.
Decided after first runs: fewer epochs, and rates that reach far down, as weights that are far too large had diverged at
every rate.
Cost: 12 methods x 7 rates x 13 replicates of a network of five layers; two programs.
Run: python -m experiments.run initial_sensitivity
"""

from experiments.catalog.parts import MOVING, mlp
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

NETWORK = mlp((64,) * 5, moving=MOVING)
STARTS = (  # name, initializer, standard deviation of the weights between two layers of 64 units
    ("N(0, 0.01²)", part("random_normal", stddev=0.01), 0.01),
    ("N(0, 0.03²)", part("random_normal", stddev=0.03), 0.03),
    ("Glorot", part("glorot_normal"), 0.125),
    ("He", part("he_normal"), 0.177),
    ("N(0, 0.3²)", part("random_normal", stddev=0.3), 0.3),
    ("N(0, 1)", part("random_normal", stddev=1.0), 1.0),
)


def starts(family: str, suffix: str, **options: Part | str) -> tuple[Method, ...]:
    """The network from each start."""
    return tuple(
        method(
            f"{name}{suffix}", family=family, position=deviation, model=part("base", initializer=initializer, **options)
        )
        for name, initializer, deviation in STARTS
    )


STUDY = Study(
    name="initial_sensitivity",
    title="Batch normalisation and initial weights",
    question="Does batch normalisation make a network less sensitive to its initial weights?",
    notes="Batch normalisation makes training less sensitive to the initial weights.",
    doubt="Each start gets its own best learning rate, which may repair a poor one without it.",
    base=Trial(
        data=part("digits", scaling="standard"), model=NETWORK, optimizer=part("sgd"), epochs=10, diagnostics="light"
    ),
    methods=(
        *starts("the plain network", ""),
        *starts("batch normalisation", ", normalised", batch_normalization="before"),
    ),
    rates=(0.00001, 0.0001, 0.001, 0.01, 0.1, 0.3, 1.0),
    claims=(
        Claim(
            id="B3",
            text="Over six ways to draw the initial weights, the score spreads less with batch normalisation.",
            pairs=(("batch normalisation", "the plain network"),),
            measure="spread",
            margin=0.01,
            reason="a spread of a percentage point is about what two random starts of one kind differ by",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over the size of the initial weights",
            y=("test_score",),
            x_label="standard deviation of the initial weights",
            y_label="test score",
            x_log=True,
        ),
        Chart(
            kind="layers",
            title="Spread of the hidden values by depth after training",
            x="after",
            y=("activation_std",),
            x_label="hidden layer",
            y_label="standard deviation after the activation",
            methods=("N(0, 0.01²)", "He", "N(0, 1)", "N(0, 0.01²), normalised", "N(0, 1), normalised"),
            y_log=True,
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.00001, 0.001, 0.1)),),
)
