"""Does a sigmoid unit learn slowest where it is most wrong, and does cross-entropy mend that?

The notes say: with squared error the gradient of a sigmoid output shrinks as its error grows, so that a badly wrong
unit learns slower than a mildly wrong one; cross-entropy has no such slow start.
Why that might be wrong: a larger learning rate may make up for a small gradient.
Cost: simulations of one unit; seconds.
"""

from experiments.spec import part
from experiments.study import THEORY, Chart, Claim, Study, method

RATES = (0.05, 0.15, 0.5, 1.5, 5.0, 15.0)
STEPS = "a tenth of the steps that a mild start takes at Nielsen's rate of 0.15"


def unit(label: str, loss: str, start: str, rates: tuple[float, ...] = RATES):
    """One sigmoid unit with one loss, from one start."""
    return method(label, rates, simulation=part("sigmoid_unit", loss=loss, start=start))


STUDY = Study(
    name="sigmoid_unit",
    title="One sigmoid unit",
    question="Does a sigmoid unit learn slowest where it is most wrong, and does cross-entropy mend that?",
    notes="With squared error the gradient of a sigmoid output shrinks as its error grows, so that a badly wrong unit "
    "learns slower than a mildly wrong one. Cross-entropy has no such slow start.",
    doubt="A larger learning rate may make up for a small gradient.",
    base=None,
    methods=(
        unit("squared error, mild start", "squared_error", "mild", rates=(0.15,)),
        unit("squared error, bad start", "squared_error", "bad", rates=(0.15,)),
        unit("squared error, bad start, tuned", "squared_error", "bad"),
        unit("cross-entropy, bad start, tuned", "cross_entropy", "bad"),
        method("gradients", simulation=part("sigmoid_gradient")),
    ),
    claims=(
        Claim(
            id="O1",
            text="With squared error, a badly wrong unit learns slower than a mildly wrong one.",
            pairs=(("squared error, mild start", "squared error, bad start"),),
            measure="steps",
            margin=10,
            reason=STEPS,
        ),
        Claim(
            id="O1",
            text="Its gradient over the error e is e²(1 − e), which falls beyond e = 2/3.",
            pairs=(("gradients", THEORY),),
            measure="error",
            margin=1e-6,
            reason="round-off of float64 stays far below",
            kind="exact",
        ),
        Claim(
            id="O2",
            text="From a bad start, cross-entropy gets there first, each loss at its best rate.",
            pairs=(("cross-entropy, bad start, tuned", "squared error, bad start, tuned"),),
            measure="steps",
            margin=10,
            reason=STEPS,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Gradient over error",
            x="error",
            y=("squared error", "cross-entropy"),
            x_label="error |a − y|",
            y_label="gradient |dL/dz|",
            methods=("gradients",),
            marks=(("x", 2 / 3, "2/3"),),
        ),
        Chart(
            kind="curves",
            title="Error over steps",
            x="step",
            y=("error",),
            x_label="step",
            y_label="error |a − y|",
            methods=("squared error, mild start", "squared error, bad start", "cross-entropy, bad start, tuned"),
        ),
    ),
    contest=False,
)
