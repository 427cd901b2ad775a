"""Networks of one to six hidden layers with the same number of parameters.

Widths follow from the data, so that the parameters are as many whatever the inputs.
Decided after a first run, to save time: six layers run at the full scale only.
Cost: 4 networks (12 at full scale) x 5 rates x 13 replicates; one program each.
Run: python -m experiments.run depth_and_width
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import SCALES, Claim, Study, method

DEPTHS = ((1, "quick"), (2, "full"), (3, "quick"), (4, "full"), (5, "full"), (6, "full"))
BUDGETS = ((1500, "quick"), (6000, "standard"))
SCORE_BY_SIZE = Chart(
    kind="measures",
    title="Test score over parameters",
    x="parameters",
    y=("test_score",),
    x_label="weights and biases",
    y_label="test score",
)


def label(depth: int, budget: int) -> str:
    """What a network is called."""
    return f"depth {depth} with {budget:,} parameters"


STUDY = Study(
    name="depth_and_width",
    title="Depth or width",
    question="Is a deep network better than a wide one with as many parameters?",
    notes="Depth is more parameter-efficient than width.",
    doubt="Theorems about depth concern special functions. On a small table one hidden layer may do as well, and a "
    "deep network is harder to train. All networks of a size have as many parameters, as nearly as whole widths allow.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((1,), parameters=BUDGETS[0][0]),
        optimizer=part("adam"),
        epochs=40,
        stopping=part("early_stopping", patience=40),
    ),
    methods=tuple(
        method(
            label(depth, budget),
            family=f"{budget:,} parameters",
            position=depth,
            scale=max(scale, least, key=SCALES.index),
            model=part("base", hidden=(1,) * depth, parameters=budget),
        )
        for budget, least in BUDGETS
        for depth, scale in DEPTHS
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="N3",
            text="With as many parameters, networks of several hidden layers score better than one of a single layer.",
            pairs=tuple((label(depth, budget), label(1, budget)) for budget, _ in BUDGETS for depth in (2, 3, 4)),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over depth",
            y=("test_score",),
            x_label="hidden layers",
            y_label="test score",
        ),
        SCORE_BY_SIZE,
    ),
    contest=False,
    scales=(quick(epochs=20, rates=(0.003, 0.01, 0.03)),),
)
