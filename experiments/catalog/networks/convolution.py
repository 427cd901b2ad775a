"""A convolutional network beside dense ones with as many and more weights, on shifted and turned digits.

The study keeps its own images, because other tables hold none. Pixels stay on their common scale, because kernels are
shared between pixels. No source image of a digit is on two sides of a split, and each replicate moves them anew.
A first form used 8x8 digits that all stand in the middle: what a kernel saves, finding a stroke wherever it is, was not
needed there, and the claim on scores came out contradicted.
Cost: 4 networks (5 at full scale) x 3 rates x 5 replicates, and 10 to 40 at the chosen rate, mostly of convolutions.
Run: python -m experiments.run convolution
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

SMALL, LARGE = "the small convolutional network", "the convolutional network"
DENSE, NARROW, WIDE = "the dense network", "the narrow dense network", "the wide dense network"

STUDY = Study(
    name="convolution",
    title="Convolution",
    question="Does convolution need fewer parameters than dense layers, and is it better on images?",
    notes="Convolution needs fewer parameters and is better on images than dense layers.",
    doubt="On small images a dense network sees every pixel, and with rows enough it may learn every place apart.",
    base=Trial(
        data=part("moved_digits", scaling="none"),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=12,
    ),
    methods=(
        method(NARROW, scale="standard", model=part("base", hidden=(1,), parameters=2700)),
        method(DENSE),
        method(WIDE, scale="standard", model=part("base", hidden=(256, 128))),
        method(
            SMALL,
            scale="full",
            model=part("cnn", filters=(4, 8), activation=part("relu"), initializer=part("he_normal")),
        ),
        method(LARGE, model=part("cnn", filters=(8, 16), activation=part("relu"), initializer=part("he_normal"))),
    ),
    rates=(0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="N5",
            text="A convolutional network has fewer parameters than a dense one.",
            pairs=((LARGE, DENSE),),
            measure="parameters",
            margin=1000,
            reason="a thousand weights fewer is the least that would count in memory or time",
        ),
        Claim(
            id="N5",
            text="A convolutional network scores better on images than dense networks, whether as small or larger.",
            pairs=((LARGE, NARROW), (LARGE, DENSE), (LARGE, WIDE)),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="measures",
            title="Test score over parameters",
            x="parameters",
            y=("test_score",),
            x_label="weights and biases",
            y_label="test score",
            x_log=True,
        ),
    ),
    own_data=True,
    scales=(quick(rates=(0.01,)), full(epochs=30)),
)
