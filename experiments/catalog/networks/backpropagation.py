"""Gradients by hand beside automatic ones, and a network that computes its hidden error in two orders.

Besides each order at its best rate, both are compared at five equal rates: the larger the step, the larger the error.
Cost: seconds; a network of one layer in NumPy.
Run: python -m experiments.run backpropagation
"""

from experiments.catalog.parts import UNTRAINED
from experiments.catalog.reasons import HALF_POINT
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import THEORY, Claim, Method, Study, method

RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
EQUAL = (0.03, 0.1, 0.3, 1.0, 3.0)
ORDERS = (("old output weights", "usual"), ("new output weights", "output_first"))


def network(label: str, order: str, rates: tuple[float, ...], family: str | None = None) -> Method:
    """A network whose hidden error is computed in one order; those of a family stand at their only rate."""
    simulation = part("output_first", order=order)
    rate = rates[0] if family else None
    return method(label, rates=rates, data=part("base"), simulation=simulation, family=family, position=rate)


STUDY = Study(
    name="backpropagation",
    title="Backpropagation by hand",
    question="Are gradients derived by hand right, and must the hidden error be computed with the old output weights?",
    notes="Backpropagation can be derived by hand for tanh, ReLU and softmax. One of the notes updates the output "
    "weights first and computes the hidden error with the new ones.",
    doubt="One small update changes the output weights little, so that the order may not matter.",
    base=UNTRAINED,
    methods=(
        method("gradients by hand", simulation=part("hand_backpropagation")),
        *(network(f"the {name} at their best rate", order, RATES) for name, order in ORDERS),
        *(
            network(f"the {name} at rate {rate:g}", order, (rate,), family=name)
            for name, order in ORDERS
            for rate in EQUAL
        ),
    ),
    claims=(
        Claim(
            id="N2",
            text="Gradients by hand equal those of automatic differentiation and of finite differences.",
            pairs=(("gradients by hand", THEORY),),
            measure="error",
            margin=1e-6,
            reason="differences in float64 are themselves off by about 1e-10",
            kind="exact",
        ),
        Claim(
            id="N10",
            text="Each order at its best rate, the old output weights score better than the new ones.",
            pairs=(("the old output weights at their best rate", "the new output weights at their best rate"),),
            measure="simulated_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="N10",
            text="At every rate, the old output weights score better than the new ones.",
            pairs=tuple(
                (f"the old output weights at rate {rate:g}", f"the new output weights at rate {rate:g}")
                for rate in EQUAL
            ),
            measure="simulated_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over the rate",
            y=("simulated_score",),
            x_label="learning rate",
            y_label="test score",
            x_log=True,
        ),
        Chart(
            kind="curves",
            title="Validation score over training",
            x="epoch",
            y=("validation",),
            x_label="epoch",
            y_label="validation score",
            methods=("the old output weights at their best rate", "the new output weights at their best rate"),
        ),
    ),
    contest=False,
)
