"""None, 5 % and 20 % of the training rows with an outlier, with and without clipping.

An outlier is one value of a row, ten standard deviations off; validation and test rows stay clean. Clipping is at 1.5
interquartile ranges beyond the quartiles.
Cost: 6 methods x 5 rates x 13 replicates of a small network, one program; ten seconds on two cores with the digits.
Run: python -m experiments.run outliers
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

SPOILED = ("5 % outliers", "20 % outliers")

STUDY = Study(
    name="outliers",
    title="Outliers among the features",
    question="Do outliers among the features distort what a network learns, and does clipping them steady it?",
    notes="Outliers distort the fit. Detecting and clipping them steadies it.",
    doubt="A network with a hidden layer may pass over a few wild values, and clipping also cuts sound values of "
    "skewed features.",
    base=Trial(
        data=part("digits", scaling="standard", outliers=0.0),
        model=mlp((64,)),
        optimizer=part("adam"),
        epochs=20,
    ),
    methods=(
        method("no outliers", family="as they are", position=0),
        method("no outliers, clipped", family="clipped", position=0, data=part("base", clip="iqr")),
        method("5 % outliers", family="as they are", position=5, data=part("base", outliers=0.05)),
        method("5 % outliers, clipped", family="clipped", position=5, data=part("base", outliers=0.05, clip="iqr")),
        method("20 % outliers", family="as they are", position=20, data=part("base", outliers=0.2)),
        method("20 % outliers, clipped", family="clipped", position=20, data=part("base", outliers=0.2, clip="iqr")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="P6",
            text="Outliers distort the fit: without them a network scores better.",
            pairs=tuple(("no outliers", spoiled) for spoiled in SPOILED),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="P6",
            text="Where there are outliers, clipping improves the score.",
            pairs=tuple((f"{spoiled}, clipped", spoiled) for spoiled in SPOILED),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over the share of rows with an outlier",
            y=("test_score",),
            x_label="training rows with an outlier in %",
            y_label="test score",
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
