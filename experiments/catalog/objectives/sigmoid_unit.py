"""One sigmoid unit that must give 0, from a mild and from a bad start, with squared error and with cross-entropy.

The first form also compared the losses each at its best rate. But one unit with one sample has no rate that is too
large, so that this ended at the edge of any grid; the study `objectives` makes that comparison with whole networks,
where rates have a bound. And it compared the losses by a difference of ten steps, which means little from a start so
bad that both need hundreds; now it is the ratio of the steps.
Cost: simulations of one unit; seconds.
Run: python -m experiments.run sigmoid_unit
"""

from experiments.catalog.reasons import ROUND_OFF
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import THEORY, Claim, Method, Study, method

STEPS = "a tenth of the steps that a mild start takes at Nielsen's rate of 0.15"


def unit(label: str, loss: str, start: str) -> Method:
    """One sigmoid unit with one loss, from one start."""
    return method(label, (0.15,), simulation=part("sigmoid_unit", loss=loss, start=start))


STUDY = Study(
    name="sigmoid_unit",
    title="One sigmoid unit",
    question="Does a sigmoid unit learn slowest where it is most wrong, and does cross-entropy mend that?",
    notes="With squared error the gradient of a sigmoid output shrinks as its error grows, so that a badly wrong unit "
    "learns slower than a mildly wrong one. Cross-entropy has no such slow start: the larger the error, the larger "
    "its gradient.",
    doubt="A larger learning rate may make up for a small gradient. And only the gradient of cross-entropy grows with "
    "the error: the output of a badly wrong unit lies where the sigmoid is flat, so that its error falls slowly at "
    "first with either loss.",
    base=None,
    methods=(
        unit("squared error from a mild start", "squared_error", "mild"),
        unit("squared error from a bad start", "squared_error", "bad"),
        unit("cross-entropy from a mild start", "cross_entropy", "mild"),
        unit("cross-entropy from a bad start", "cross_entropy", "bad"),
        method("gradients", simulation=part("sigmoid_gradient")),
    ),
    claims=(
        Claim(
            id="O1",
            text="With squared error, a badly wrong unit learns slower than a mildly wrong one.",
            pairs=(("squared error from a mild start", "squared error from a bad start"),),
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
            reason=ROUND_OFF,
            kind="exact",
        ),
        Claim(
            id="O2",
            text="The gradient of cross-entropy nowhere falls as the error grows.",
            pairs=(("gradients", THEORY),),
            measure="falling_cross_entropy",
            margin=1e-6,
            reason="a gradient that never falls does so at no error at all",
            kind="exact",
        ),
        Claim(
            id="O2",
            text="From a bad start, cross-entropy needs fewer steps than squared error at the same learning rate.",
            pairs=(("cross-entropy from a bad start", "squared error from a bad start"),),
            measure="log_steps",
            margin=0.1,
            reason="a quarter more steps is hardly seen on a logarithmic axis",
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
            title="Error over steps, all at the rate 0.15",
            x="step",
            y=("error",),
            x_label="step",
            y_label="error |a − y|",
            methods=(
                "squared error from a mild start",
                "squared error from a bad start",
                "cross-entropy from a mild start",
                "cross-entropy from a bad start",
            ),
        ),
    ),
    contest=False,
)
