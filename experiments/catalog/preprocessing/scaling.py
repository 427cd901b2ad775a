"""Five scalings of the features, and features of which every other one is a hundred times larger.

All train by plain gradient descent, which the notes are about, at rates over seven powers of ten.
Decided after the verdicts of a first run, in which most methods took one to three epochs to their target, too few to
compare: batches of 64, a target of 98 %, more epochs, higher rates, and the claim on the first step. The claim on
scores was open before and is supported since. What large features cost a network was then still counted in whole
epochs, of which there are few; now the score at the start of training tells. And the worst of ten draws of large
features decided on the ratio of the updates; now their mean does, for the first step and for 50 steps apart.
Cost: 6 methods x 15 rates x 13 replicates of a small network, one program, and simulations; 20 seconds on two cores.
Run: python -m experiments.run scaling
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH, HALF_POINT, START
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import THEORY, Claim, Method, Study, method

RANGES = ("to [0, 1]", "to [−1, 1]")


def scaled(label: str, scaling: str, stretch: float = 1.0) -> Method:
    """The network on features scaled in one way."""
    return method(label, data=part("base", scaling=scaling, stretch=stretch))


def layer(label: str, standardise: bool) -> Method:
    """The simulation of a linear layer, half of whose features are 100 times larger."""
    return method(label, simulation=part("feature_scale", scale=100.0, standardise=standardise), data=part("base"))


STUDY = Study(
    name="scaling",
    title="Scaling the features",
    question="How should features be scaled, and what do features on a hundred times larger scale do to the others?",
    notes="A feature on a 100 times larger scale makes the other weights learn about 100 times slower. Standardising "
    "speeds training. Scaling to [0, 1] or [−1, 1] helps less or equally.",
    doubt="With a tuned rate and time enough a network may do without. And 100 times slower than what? Gradients are "
    "proportional to their inputs, so the other weights move 100 times slower than those of the large features; but "
    "the rate that is safe falls with the square of the scale, so against a network without large features they may "
    "be slower by far more.",
    base=Trial(
        data=part("digits", scaling="standard", stretch=1.0),
        model=mlp((32,)),
        optimizer=part("sgd"),
        batch_size=64,
        epochs=30,
        early="steps",
    ),
    methods=(
        scaled("standardised", "standard"),
        scaled("to [0, 1]", "min_max"),
        scaled("to [−1, 1]", "symmetric"),
        scaled("by median and quartiles", "robust"),
        scaled("unscaled", "none"),
        scaled("every other feature 100 times larger", "standard", stretch=100.0),
        layer("linear layer with large features", standardise=False),
        layer("linear layer without", standardise=True),
    ),
    rates=(1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    claims=(
        *(
            Claim(
                id="P1",
                text=f"{when}, the weights of features 100 times larger move about 100 times as far as the others.",
                pairs=(("linear layer with large features", THEORY),),
                measure=measure,
                margin=0.3,
                reason="0.3 powers of ten is a factor of 2: from 50 to 200 is about 100",
                kind="exact",
            )
            for when, measure in (("In the first step", "first_error"), ("Over 50 steps", "ratio_error"))
        ),
        Claim(
            id="P1",
            text="Large features make the others learn many times slower than they do without them.",
            pairs=(("linear layer without", "linear layer with large features"),),
            measure="other_learning",
            margin=1,
            reason="less than ten times slower would be nothing like 100 times",
        ),
        Claim(
            id="P1",
            text="A network with such features starts more slowly, however its rate is tuned.",
            pairs=(("standardised", "every other feature 100 times larger"),),
            measure="early_score",
            margin=0.02,
            reason=START,
        ),
        Claim(
            id="P3",
            text="Standardising speeds training.",
            pairs=(("standardised", "unscaled"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="P3",
            text="Scaling to a range is no faster than standardising.",
            pairs=tuple(("standardised", range_) for range_ in RANGES),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
            kind="at least as good",
        ),
        Claim(
            id="P3",
            text="Scaling to a range scores no higher than standardising.",
            pairs=tuple(("standardised", range_) for range_ in RANGES),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="How much faster the weights of the large features move",
            x="step",
            y=("ratio",),
            x_label="step",
            y_label="mean update, large features over others",
            methods=("linear layer with large features", "linear layer without"),
            y_log=True,
            marks=(("y", 100, "100"),),
        ),
        Chart(
            kind="curves",
            title="Loss of the linear layer, each at the largest rate that is safe",
            x="step",
            y=("loss",),
            x_label="step",
            y_label="training loss",
            methods=("linear layer with large features", "linear layer without"),
        ),
    ),
    target=0.98,
    scales=(quick(rates=(1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0, 10.0)), full(epochs=50)),
)
