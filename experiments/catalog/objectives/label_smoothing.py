"""Cross-entropy, the same with smoothed labels, and an ensemble: scores and probabilities.

Beyond the notes. Label smoothing: Szegedy et al. 2016 for the score (0.2 points on ImageNet), Müller, Kornblith and
Hinton 2019 for the calibration. Ensembles: Lakshminarayanan et al. 2017. A tenth of each label goes to all classes, as
in these papers. Rates are chosen by validation score and fall over the training. Training on 500 rows leaves 578 more
to judge. The margins were decided before the first run; after it a fourth rate was left out, for its cost.
Cost: 3 methods x 3 rates x 5 replicates, and up to 40 of each at its best rate; 10 seconds on two cores.
Run: python -m experiments.run label_smoothing
"""

from experiments.catalog.parts import HALF, SETTLING, mlp
from experiments.catalog.reasons import BRIER, CONFIDENCE, HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

HARD, SMOOTHED, FIVE = "labels as they are", "smoothed labels", "an ensemble of five"

STUDY = Study(
    name="label_smoothing",
    title="Label smoothing",
    question="Does a little doubt in every label make a classifier better, or only milder?",
    notes="Beyond the notes: smoothed labels are said to raise the score and to mend the probabilities of networks "
    "that are too sure.",
    doubt="A small network on few rows may not be too sure; then smoothing makes right answers too mild. An ensemble "
    "makes probabilities milder where its members disagree, and only there.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        schedule=SETTLING,
        epochs=20,
        evaluation=part("calibration"),
    ),
    methods=(
        method(HARD),
        method(SMOOTHED, loss=part("smoothed_cross_entropy", label_smoothing=0.1)),
        method(FIVE, ensemble=5, scale="standard"),
    ),
    rates=(0.001, 0.003, 0.01),
    claims=(
        Claim("X15", "Label smoothing raises the test score.", ((SMOOTHED, HARD),), "test_score", 0.005, HALF_POINT),
        Claim("X16", "Label smoothing lowers the calibration error.", ((SMOOTHED, HARD),), "ece", 0.01, CONFIDENCE),
        Claim("X17", "An ensemble of five lowers the Brier score.", ((FIVE, HARD),), "brier", 0.005, BRIER),
    ),
    charts=(Chart("calibration", "Reliability on test rows"),),
    task="classification",
    scales=(quick(rates=(0.001, 0.01)),),
)
