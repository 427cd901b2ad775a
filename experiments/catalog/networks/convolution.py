"""A convolutional network beside dense ones with fewer, as many and more weights.

The study keeps its own images, the digits, because other tables hold none. Pixels stay on their common scale, because
kernels are shared between pixels.
A first run had standardised each pixel apart; a second had a grid of rates with the best at its edge. The claim on
scores was open in the first and is contradicted since.
Cost: 4 networks (5 at full scale) x 4 rates x 13 replicates, mostly of convolutions.
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
    doubt="On small, centred images a dense network sees every pixel and may do as well.",
    base=Trial(
        data=part("digits", scaling="none"),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=15,
        stopping=part("early_stopping", patience=15),
    ),
    methods=(
        method(NARROW, scale="standard", model=part("base", hidden=(25,))),
        method(DENSE),
        method(WIDE, scale="standard", model=part("base", hidden=(256, 128))),
        method(
            SMALL,
            scale="full",
            model=part("cnn", filters=(4, 8), activation=part("relu"), initializer=part("he_normal")),
        ),
        method(LARGE, model=part("cnn", filters=(8, 16), activation=part("relu"), initializer=part("he_normal"))),
    ),
    rates=(0.003, 0.01, 0.03, 0.1),
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
    scales=(quick(epochs=6, rates=(0.01, 0.03)), full(epochs=30)),
)
