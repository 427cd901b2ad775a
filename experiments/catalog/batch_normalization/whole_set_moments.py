"""One network that is normalised by the moments of the mini-batch, and one by those of all training rows.

With the moments of all rows, every step passes all rows, here 256, through the network.
The grid of rates reaches up to 30, since a first run had chosen the largest of a shorter one.
Cost: 2 methods x 7 rates x 13 replicates of a small network in NumPy; 20 s.
Run: python -m experiments.run whole_set_moments
"""

from experiments.catalog.parts import UNTRAINED
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Study, method

BATCH, WHOLE = "moments of the mini-batch", "moments of the whole set"
RATES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)

STUDY = Study(
    name="whole_set_moments",
    title="Moments of the batch or of all rows",
    question="Do the moments of the mini-batch serve better in training than those of the whole training set?",
    notes="Mean and variance of the mini-batch serve better in training than those of the whole training set.",
    doubt="Moments of the whole set have no noise and are what is used in the end. Computing them at each step is "
    "dear, but here it is done, for at most 256 training rows.",
    base=UNTRAINED,
    methods=(
        method(BATCH, rates=RATES, data=part("base"), simulation=part("whole_set_moments", moments="mini-batch")),
        method(WHOLE, rates=RATES, data=part("base"), simulation=part("whole_set_moments", moments="whole set")),
    ),
    claims=(
        Claim(
            id="B11",
            text="With the moments of the mini-batch, the network scores better.",
            pairs=((BATCH, WHOLE),),
            measure="simulated_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Validation score over training",
            x="epoch",
            y=("validation",),
            x_label="epoch",
            y_label="validation score",
        ),
    ),
    contest=False,
    scales=(quick(thin=2),),
)
