"""Images as they are, in mixtures of two, and with a square cut out: scores and probabilities.

Beyond the notes. Mixup: Zhang et al. 2018 for the score (1 to 2 points on CIFAR), Thulasidasan et al. 2019 for the
calibration. Cut-out: DeVries and Taylor 2017 (0.5 to 3 points on CIFAR). α is 0.2, from the middle of what Zhang et al.
take for ImageNet, and the square has 5 of 12 pixels a side, between what DeVries and Taylor take for ten classes and
for a hundred. The digits are those of `convolution`, all standing otherwise, and few: augmentation is to stand in for
more of them. Pixels are less their mean, which is what a square is filled with. Rates are chosen by validation score
and fall over the training. The margins were decided before the first run.
Cost: 3 methods x 3 rates x 5 replicates, and up to 40 of each at its best rate, all of convolutions; three minutes on
two cores.
Run: python -m experiments.run augmentation
"""

from experiments.catalog.parts import SETTLING
from experiments.catalog.reasons import CONFIDENCE, HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

PLAIN, MIXED, CUT = "no augmentation", "mixup", "cut-out"

STUDY = Study(
    name="augmentation",
    title="Mixup and cut-out",
    question="Does it help to train on mixtures of two rows, or on images with a square cut out?",
    notes="Beyond the notes: mixtures of two rows are said to raise the score and to mend the probabilities, squares "
    "that are cut out of images to raise the score of convolutional networks.",
    doubt="A small network on few images needs all its weights for them as they are. What is cut out of a digit may be "
    "what tells it from another, and answers to mixtures may be too mild for whole images.",
    base=Trial(
        data=part("moved_digits", scaling="centred", train_rows=500),
        model=part("cnn", filters=(8, 16), activation=part("relu"), initializer=part("he_normal")),
        optimizer=part("adam"),
        schedule=SETTLING,
        epochs=30,
        evaluation=part("calibration"),
    ),
    methods=(
        method(PLAIN),
        method(MIXED, augmentation=part("mixup", alpha=0.2)),
        method(CUT, augmentation=part("cut_out", side=0.4)),
    ),
    rates=(0.003, 0.01, 0.03),
    claims=(
        Claim("X21", "Mixup raises the test score.", ((MIXED, PLAIN),), "test_score", 0.005, HALF_POINT),
        Claim("X22", "Mixup lowers the calibration error.", ((MIXED, PLAIN),), "ece", 0.01, CONFIDENCE),
        Claim("X23", "Cut-out raises the test score.", ((CUT, PLAIN),), "test_score", 0.005, HALF_POINT),
    ),
    charts=(Chart("calibration", "Reliability on test rows"),),
    task="classification",
    scales=(quick(rates=(0.01,)),),
)
