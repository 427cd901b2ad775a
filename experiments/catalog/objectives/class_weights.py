"""A loss in which all rows weigh alike, and one in which classes do, where one in twenty rows is of the rare class.

The data are two normal clouds, so that the best possible score is known: a balanced accuracy of 0.841. Rates are chosen
by balanced accuracy. The margins were decided before the first run.
Cost: 2 methods x 4 rates x 13 replicates of a small network on 2,800 rows; a minute on two cores.
Run: python -m experiments.run class_weights
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

ROWS, CLASSES = "rows weigh alike", "classes weigh alike"

STUDY = Study(
    name="class_weights",
    title="Class weights",
    question="Does it help to weigh a rare class up in the training loss?",
    notes="Beyond the notes: their classes are about equally frequent.",
    doubt="Weights move the threshold between the classes and little else, so that another threshold on the same "
    "probabilities would do as well; and they make the rare class look as likely as the common one.",
    base=Trial(
        data=part("rare", score="balanced_accuracy"),
        model=mlp((32,)),
        optimizer=part("adam"),
        epochs=20,
        evaluation=part("calibration"),
    ),
    methods=(method(ROWS), method(CLASSES, data=part("base", class_weights="balanced"))),
    rates=(0.0003, 0.001, 0.003, 0.01),
    claims=(
        Claim(
            "X6",
            "Class weights raise the balanced accuracy where a class is rare.",
            ((CLASSES, ROWS),),
            "test_score",
            0.005,
            HALF_POINT,
        ),
        Claim(
            "X7",
            "Class weights make probabilities worse: without them, the test loss is lower.",
            ((ROWS, CLASSES),),
            "nll",
            0.02,
            "a probability that is off by two in a hundred of itself would not change a decision",
        ),
    ),
    charts=(Chart("calibration", "Reliability on test rows"),),
    contest=False,
    own_data=True,
    scales=(quick(rates=(0.001, 0.003, 0.01)), full()),
)
