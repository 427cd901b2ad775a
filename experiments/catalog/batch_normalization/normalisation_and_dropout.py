"""Three strengths of dropout and none, with and without batch normalisation, on 100 rows.

The rate rises and falls over the training (1cycle), and all rows that are left over judge. In the first form the rate
was constant and 359 rows judged: replicates differed by more than the methods did. Every share is a part of its own.
In a first run the largest rate was the best of one method; the grid was moved up. It also trained for 120 steps,
in batches of 32, instead of 300 in batches of 20; there a weak dropout added nothing to normalisation.
Cost: 8 methods x 5 rates x 5 replicates of a small network on 100 rows, and 10 to 40 at the best rate; 10 seconds.
Run: python -m experiments.run normalisation_and_dropout
"""

from experiments.catalog.parts import MOVING, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

SHARES = (0.1, 0.3, 0.5)
NETWORK = mlp((64, 64), moving=MOVING)


def alone(share: float) -> str:
    """The label of dropout without normalisation."""
    return f"dropout {share}"


def both(share: float) -> str:
    """The label of dropout with normalisation."""
    return f"normalisation and dropout {share}"


STUDY = Study(
    name="normalisation_and_dropout",
    title="Batch normalisation and dropout",
    question="Does batch normalisation make dropout unnecessary?",
    notes="Batch normalisation makes dropout unnecessary.",
    doubt="The noise of its mini-batches may be too weak to stand in for dropout where data are scarce. Only 100 rows "
    "train, so that there is something to overfit.",
    base=Trial(
        data=part("digits", scaling="standard", train_rows=100, spare="test"),
        model=NETWORK,
        optimizer=part("adam"),
        batch_size=20,
        epochs=60,
        schedule=part("one_cycle"),
    ),
    methods=(
        method("neither", family="without normalisation", position=0.0, model=part("base", dropout=0.0)),
        *(method(alone(s), family="without normalisation", position=s, model=part("base", dropout=s)) for s in SHARES),
        method(
            "normalisation",
            family="with normalisation",
            position=0.0,
            model=part("base", batch_normalization="before", dropout=0.0),
        ),
        *(
            method(
                both(s),
                family="with normalisation",
                position=s,
                model=part("base", batch_normalization="before", dropout=s),
            )
            for s in SHARES
        ),
    ),
    rates=(0.003, 0.01, 0.03, 0.1, 0.3),
    claims=(
        Claim(
            id="B6",
            text="A network with batch normalisation gains nothing from dropout.",
            pairs=tuple(("normalisation", both(share)) for share in SHARES),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
        Claim(
            id="B6",
            text="Batch normalisation alone does at least as well as dropout alone.",
            pairs=tuple(("normalisation", alone(share)) for share in SHARES),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over dropout",
            y=("test_score",),
            x_label="share of units left out",
            y_label="test score",
        ),
        Chart(
            kind="against",
            title="Overfitting over dropout",
            y=("gap",),
            x_label="share of units left out",
            y_label="training minus test score",
        ),
    ),
    scales=(quick(rates=(0.01, 0.03, 0.1)),),
)
