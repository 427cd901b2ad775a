"""None, 10 % and 20 % of the training labels wrong, with and without a filter that removes doubtful rows.

A share of the training labels is changed at random; validation and test labels stay right. The filter (Wilson 1972)
removes rows whose class differs from that of most of their five nearest neighbours.
Cost: 6 methods x 5 rates x 13 replicates of a small network, one program; ten seconds on two cores with the digits.
Run: python -m experiments.run label_noise
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NOISY = ("10 % wrong labels", "20 % wrong labels")

STUDY = Study(
    name="label_noise",
    title="Wrong labels",
    question="How much do wrong labels hurt, and does it help to remove the rows that their neighbours disagree with?",
    notes="Cleaning the data of wrong labels improves the model.",
    doubt="A filter also removes sound rows near the border between classes, and a network may pass over a few wrong "
    "labels by itself.",
    base=Trial(
        data=part("digits", scaling="standard", label_noise=0.0),
        model=mlp((64,)),
        optimizer=part("adam"),
        epochs=20,
    ),
    methods=tuple(
        method(
            f"{100 * share:.0f} % wrong labels{', cleaned' if cleaned else ''}",
            family="cleaned" if cleaned else "as they are",
            position=100 * share,
            data=part("base", label_noise=share, **({"cleaning": "agreement"} if cleaned else {})),
        )
        for share in (0.0, 0.1, 0.2)
        for cleaned in (False, True)
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="P7",
            text="Wrong labels hurt: without them a network scores better.",
            pairs=tuple(("0 % wrong labels", noisy) for noisy in NOISY),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="P7",
            text="Removing rows that their neighbours disagree with helps where labels are wrong.",
            pairs=tuple((f"{noisy}, cleaned", noisy) for noisy in NOISY),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over the share of wrong labels",
            y=("test_score",),
            x_label="wrong training labels in %",
            y_label="test score",
        ),
        Chart(
            kind="against",
            title="What is learned by heart: training score on the labels as given",
            y=("train_score",),
            x_label="wrong training labels in %",
            y_label="training score",
        ),
    ),
    task="classification",
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
