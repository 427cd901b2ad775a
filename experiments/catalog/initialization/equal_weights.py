"""A network that starts from zeros, one from 0.1 everywhere, and one from random weights.

At the quick scale training was a third as long, so that nothing of it counted at the standard one; now both are short.
Cost: 3 methods x 5 rates x 5 replicates of a small network, and 10 of each at its best rate; 5 seconds on two cores.
Run: python -m experiments.run equal_weights
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import THEORY, Claim, Study, method


def network(initializer: Part) -> Part:
    """Two hidden layers of 32 tanh units."""
    return mlp((32, 32), "tanh", initializer)


STUDY = Study(
    name="equal_weights",
    title="Equal weights",
    question="Do units that start with equal weights ever become different, and what does that cost?",
    notes="Equal initial weights, zero or another constant, keep all units of a layer copies of one another.",
    doubt="Sums are rounded, and training can amplify a difference in the last digit.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=network(part("glorot_normal")),
        optimizer=part("adam"),
        epochs=15,
        diagnostics="full",
    ),
    methods=(
        method("zeros", model=network(part("constant", value=0.0))),
        method("all 0.1", model=network(part("constant", value=0.1))),
        method("random", model=network(part("glorot_normal"))),
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="I1",
            text="Units that start equal, at 0 or at 0.1, stay copies of one another.",
            pairs=(("zeros", THEORY), ("all 0.1", THEORY)),
            measure="distinct_share",
            margin=0.02,
            reason="one unit in fifty that goes its own way leaves a layer of copies",
            kind="exact",
        ),
        Claim(
            id="I1",
            text="Random weights learn better than equal ones.",
            pairs=(("random", "zeros"), ("random", "all 0.1")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="epochs",
            title="Units that differ from all others",
            y=("distinct_share",),
            x_label="epoch",
            y_label="share of a layer's units",
        ),
    ),
    scales=(quick(rates=(0.003, 0.01, 0.03)),),
)
