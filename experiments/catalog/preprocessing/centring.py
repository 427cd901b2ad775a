"""Features from 0 to 1 beside the same features less their mean: nothing but the place of 0 differs.

Decided after a first run, in which both took one to three epochs to their target, too few to compare: batches of 64,
30 epochs and a target of 98 %. Whole epochs were still too coarse; now the score at the start of training tells.
Cost: 2 methods x 9 rates x 13 replicates of a small network, one program, and simulations; 15 seconds on two cores.
Run: python -m experiments.run centring
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import START
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method


def unit(label: str, features: str) -> Method:
    """The simulation of a hidden layer that is shown one sample at a time."""
    return method(label, simulation=part("sign_agreement", features=features), data=part("base"))


STUDY = Study(
    name="centring",
    title="Positive or centred features",
    question="Do features that are all positive make a unit's weights move together, and does that cost time?",
    notes="Features that are all positive make a unit's weights move up or down together, and the path zigzags.",
    doubt="That the updates of one sample agree in sign is arithmetic. But a step over a batch adds many samples up, "
    "and the bias can take over the common part.",
    base=Trial(
        data=part("digits", scaling="min_max"),
        model=mlp((32,), "tanh"),
        optimizer=part("sgd"),
        batch_size=64,
        epochs=30,
        early="steps",
    ),
    methods=(
        method("from 0 to 1"),
        method("centred", data=part("base", scaling="centred")),
        unit("one sample at a time, from 0 to 1", "[0,1]"),
        unit("one sample at a time, centred", "centred"),
    ),
    rates=(0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
    claims=(
        Claim(
            id="P2",
            text="With centred features a unit's weights move all up or all down less often.",
            pairs=(("one sample at a time, centred", "one sample at a time, from 0 to 1"),),
            measure="agreement",
            margin=0.1,
            reason="a tenth of the steps would hardly show on a path",
        ),
        Claim(
            id="P2",
            text="With centred features the path is straighter.",
            pairs=(("one sample at a time, centred", "one sample at a time, from 0 to 1"),),
            measure="detour",
            margin=1,
            reason="a path longer by the whole way from start to end is a zigzag that one would see",
        ),
        Claim(
            id="P2",
            text="With centred features a network starts faster.",
            pairs=(("centred", "from 0 to 1"),),
            measure="early_score",
            margin=0.02,
            reason=START,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Length of a unit's path over its way",
            x="step",
            y=("detour",),
            x_label="samples shown",
            y_label="path over distance from the start",
            methods=("one sample at a time, from 0 to 1", "one sample at a time, centred"),
        ),
        Chart(
            kind="curves",
            title="Share of updates in which a unit's weights all go one way",
            x="step",
            y=("agreement",),
            x_label="samples shown",
            y_label="share",
            methods=("one sample at a time, from 0 to 1", "one sample at a time, centred"),
        ),
    ),
    target=0.98,
    scales=(quick(rates=(0.003, 0.03, 0.3, 3.0, 30.0)), full(epochs=50)),
)
