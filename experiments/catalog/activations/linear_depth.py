"""Stacks of linear layers beside no hidden layer at all, and the one matrix that they multiply to.

A stack with ReLU shows what depth may add to the same data. That it scores better than a linear one was a claim at
first, open. The notes' statement is about linear layers alone, so the claim was dropped after that had been seen;
with that, A1 as a whole went from open to supported.
Cost: 4 methods x 6 rates x 13 replicates of small networks, and an identity; 20 seconds on two cores.
Run: python -m experiments.run linear_depth
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT, ROUND_OFF
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import THEORY, Claim, Study, method


def network(depth: int, activation: str = "linear") -> Part:
    """Hidden layers of 32 units; without any it is softmax regression, or linear regression."""
    return mlp((32,) * depth, activation)


STUDY = Study(
    name="linear_depth",
    title="Depth without a non-linearity",
    question="Does depth add anything without a non-linearity?",
    notes="Without a non-linearity depth adds nothing, for a stack of linear layers is one linear map.",
    doubt="The map is the same, but the way there is not: a deep linear network trains differently.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=network(0),
        optimizer=part("adam"),
        epochs=15,
        stopping=part("early_stopping", patience=30),
    ),
    methods=(
        method("no hidden layer", model=network(0)),
        method("linear stack of 3", model=network(3)),
        method("linear stack of 10", model=network(10), scale="standard"),
        method("ReLU stack of 3", model=network(3, "relu")),
        method("products of matrices", simulation=part("linear_stack")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="A1",
            text="A stack of linear layers is the one map that its matrices multiply to.",
            pairs=(("products of matrices", THEORY),),
            measure="error",
            margin=1e-9,
            reason=ROUND_OFF,
            kind="exact",
        ),
        Claim(
            id="A1",
            text="The rank of that map is the stack's narrowest width.",
            pairs=(("products of matrices", THEORY),),
            measure="rank_error",
            margin=0.5,
            reason="a rank is a whole number",
            kind="exact",
        ),
        Claim(
            id="A1",
            text="Without any hidden layer a network scores at least as well as with linear ones.",
            pairs=(("no hidden layer", "linear stack of 3"), ("no hidden layer", "linear stack of 10")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="What the best linear map leaves over",
            x="layers",
            y=("deviation from one map", "residual with ReLU"),
            x_label="layers",
            y_label="relative deviation",
            methods=("products of matrices",),
        ),
    ),
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
