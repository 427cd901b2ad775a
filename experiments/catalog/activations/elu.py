"""ELU beside ReLU: mean activation, epochs, time of a step and of a prediction.

Times are of the wall clock; they depend on the machine and on what else it does. What takes as long on both sides, such
as the call of a compiled step, hides a difference in small networks, so that the timed layers have 256 units.
Decided after first runs: that, and that times are summed up by their median.
The first form counted whole epochs until a target that both networks reach in a few; now the curve over the first
epochs tells which is ahead.
Cost: 2 methods x 5 rates x 5 replicates of a small network, 10 to 40 at the best rate, and 2 x 10 timings.
Run: python -m experiments.run elu
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EARLIER
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import THEORY, Claim, Method, Study, method

FIGURE = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish")


def timing(label: str, activation: str) -> Method:
    """Steps and predictions of 128 rows in three layers of 256 units."""
    simulation = part("step_seconds", model=mlp((256, 256, 256), activation), batch_size=128, steps=30)
    return method(label, simulation=simulation, data=part("base"))


STUDY = Study(
    name="elu",
    title="ELU",
    question="What does ELU gain over ReLU, and what does it cost?",
    notes="ELU's mean activation is nearer 0. It learns faster by epochs, but its steps and predictions take longer. "
    "With α = 1 it is smooth everywhere.",
    doubt="Its exponential is little work beside the matrix products.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64, 64)),
        optimizer=part("adam"),
        epochs=15,
        diagnostics="light",
        early="steps",
    ),
    methods=(
        method("ReLU", model=mlp((64, 64, 64))),
        method("ELU", model=mlp((64, 64, 64), "elu")),
        timing("ReLU (timed)", "relu"),
        timing("ELU (timed)", "elu"),
        method("slopes at 0", simulation=part("elu_smoothness")),
        method("curves", simulation=part("activation_curves")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="A7",
            text="ELU's mean activation lies nearer 0 than ReLU's.",
            pairs=(("ELU", "ReLU"),),
            measure="mean_offset",
            margin=0.1,
            reason="a tenth of the spread of a standardised input",
        ),
        Claim(
            id="A7",
            text="ELU learns faster than ReLU: its validation score is higher over the first tenth of training.",
            pairs=(("ELU", "ReLU"),),
            measure="early_score",
            margin=0.02,
            reason=EARLIER,
        ),
        Claim(
            id="A7",
            text="A training step takes longer with ELU.",
            pairs=(("ReLU (timed)", "ELU (timed)"),),
            measure="step_ms",
            margin=0.05,
            reason="a twentieth of a millisecond is the least that is more than the clock's noise",
        ),
        Claim(
            id="A7",
            text="A prediction takes longer with ELU.",
            pairs=(("ReLU (timed)", "ELU (timed)"),),
            measure="predict_ms",
            margin=0.05,
            reason="a twentieth of a millisecond is the least that is more than the clock's noise",
        ),
        Claim(
            id="A7",
            text="ELU's slope at 0 is 1 from above and α from below, so that it is smooth there with α = 1.",
            pairs=(("slopes at 0", THEORY),),
            measure="error",
            margin=1e-6,
            reason="differences over steps of a hundred-thousandth are good to about 1e-10",
            kind="exact",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Activations",
            x="x",
            y=FIGURE,
            x_label="input",
            y_label="output",
            methods=("curves",),
        ),
        Chart(
            kind="curves",
            title="Their derivatives",
            x="x",
            y=tuple(f"{name}'" for name in FIGURE),
            x_label="input",
            y_label="slope",
            methods=("curves",),
        ),
        Chart(
            kind="epochs",
            title="Mean activation by epoch",
            y=("activation_mean",),
            x_label="epoch",
            y_label="mean activation",
        ),
    ),
    hero="Mean activation by epoch",
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
