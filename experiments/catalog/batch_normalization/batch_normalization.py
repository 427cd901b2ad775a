"""No batch normalisation, batch normalisation before and after the activation, each at its own best learning rate.

SGD without momentum, because adaptive optimizers blur what a large rate is.
The first form counted whole epochs until a target that is reached in a few; now the curve over the first epochs tells
which is ahead. Where normalisation belongs was open after ten replicates: the difference is close to the
margin; training on 500 rows leaves 578 more to judge.
Cost: 3 methods x 8 rates x 5 replicates of a small network, and 10 to 40 at the best rate, for the largest rate at all.
Run: python -m experiments.run batch_normalization
"""

from experiments.catalog.parts import HALF, MOVING, mlp
from experiments.catalog.reasons import EARLIER, HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NETWORK = mlp((64, 64, 64), moving=MOVING)
SPREAD = Chart(
    kind="epochs",
    title="Spread of the hidden values over training",
    y=("activation_std",),
    x_label="epoch (at 0, stored moments have seen nothing yet)",
    y_label="standard deviation after the activation",
    y_log=True,
)

STUDY = Study(
    name="batch_normalization",
    title="Batch normalisation",
    question="Does batch normalisation allow larger learning rates and faster training, and where does it belong?",
    notes="Batch normalisation allows larger learning rates and converges faster. Whether it stands before or after "
    "the activation the notes leave open.",
    doubt="With initial weights made for the activation, standardised inputs and a tuned rate, a small network may "
    "train as fast without it. Every method tries the same rates with plain SGD. The paper that proposed it put it "
    "before the activation; that is the claim tested here.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=NETWORK,
        optimizer=part("sgd"),
        epochs=30,
        diagnostics="light",
        early="steps",
    ),
    methods=(
        method("no normalisation"),
        method("normalisation before the activation", model=part("base", batch_normalization="before")),
        method("normalisation after the activation", model=part("base", batch_normalization="after")),
    ),
    rates=(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
    claims=(
        Claim(
            id="B2",
            text="Normalising before the activation scores better than after it.",
            pairs=(("normalisation before the activation", "normalisation after the activation"),),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="B4",
            text="Batch normalisation allows larger learning rates.",
            pairs=(
                ("normalisation before the activation", "no normalisation"),
                ("normalisation after the activation", "no normalisation"),
            ),
            measure="largest_rate",
            margin=0.3,
            reason="less than a factor of two lies within what anybody would try anyway",
        ),
        Claim(
            id="B4",
            text="Batch normalisation converges faster: the score is higher over the first tenth of training.",
            pairs=(
                ("normalisation before the activation", "no normalisation"),
                ("normalisation after the activation", "no normalisation"),
            ),
            measure="early_score",
            margin=0.02,
            reason=EARLIER,
        ),
    ),
    charts=(SPREAD,),
    scales=(quick(rates=(0.03, 0.3, 3.0, 30.0)),),
    hero="sensitivity",
)
