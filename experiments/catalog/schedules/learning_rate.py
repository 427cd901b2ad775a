"""Three optimizers over a wide grid of learning rates, and at the rate that a range test suggests.

The range test is the published one with the usual rule, a tenth of the rate at which the smoothed loss turns: 200 steps
from 1e-6 to 10, on each replicate's own training rows. The column of rates shows 1 for it: once what it suggests.
After a first run the rates from 0.001 to 0.3 were set twice as close, as in `schedules`: a best rate of a coarse grid
may be up to 1.8 times too small or too large, which would flatter the test. No verdict moved.
The first form compared the mean scores, in which one failed run of ten outweighed all others. Now sound runs are
compared, and the share that fails beside them, and with what a rate taken blindly from the grid would score. A third
hidden layer was left out: at constant rates it adds a point of chance to each score.
Cost: 7 methods of up to 14 rates and 5 replicates of a small network, and up to 40 at the best rate; half a minute on
two cores with the digits.
Run: python -m experiments.run learning_rate
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import FAILED, HALF_POINT, OVER_GRID, ROUND_OFF
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import THEORY, Claim, Method, Study, method

MOMENTUM, ADAM = part("momentum", momentum=0.9), part("adam")


def tested(label: str, optimizer: Part) -> Method:
    """A network whose rate a range test has found."""
    return method(label, rates=(1.0,), optimizer=optimizer, schedule=part("range_test"))


STUDY = Study(
    name="learning_rate",
    title="Learning rate",
    question="How much does the learning rate matter, and does a range test find a good one?",
    notes="Too large a rate overshoots, oscillates and diverges, at 2 / curvature on a quadratic. Too small a rate is "
    "very slow. A range test, in which the rate rises exponentially, finds a good rate cheaply.",
    doubt="A network is no quadratic, and a range test sees only the first steps of a training.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64)),
        optimizer=part("sgd"),
        epochs=20,
    ),
    methods=(
        method("SGD", optimizer=part("sgd")),
        method("SGD at 0.0003", rates=(0.0003,), optimizer=part("sgd")),
        method("SGD at 30", rates=(30.0,), optimizer=part("sgd")),
        method("Momentum", optimizer=MOMENTUM),
        tested("Momentum, range test", MOMENTUM),
        method("Adam", optimizer=ADAM),
        tested("Adam, range test", ADAM),
        method("quadratics", simulation=part("divergence_bound")),
    ),
    rates=(0.0003, 0.001, 0.002, 0.003, 0.006, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.3, 1.0, 3.0),
    claims=(
        Claim(
            id="L1",
            text="On a quadratic, gradient descent diverges above 2 / curvature.",
            pairs=(("quadratics", THEORY),),
            measure="error",
            margin=1e-6,
            reason=ROUND_OFF,
            kind="exact",
        ),
        Claim(
            id="L1",
            text="Too small a rate is very slow: at 0.0003 SGD needs more epochs than at its best rate.",
            pairs=(("SGD", "SGD at 0.0003"),),
            measure="epochs_to_target",
            margin=3,
            reason="a seventh of the training",
        ),
        Claim(
            id="L1",
            text="Too large a rate does not train: at 30 SGD diverges or ends with a larger loss.",
            pairs=(("SGD", "SGD at 30"),),
            measure="train_loss",
            margin=0.1,
            reason="a tenth of a nat is a sixth of what a coin's toss is worth",
        ),
        *(
            Claim(
                id="L2",
                text=f"At the rate that a range test suggests, {optimizer} {text} as at the best rate of the grid.",
                pairs=((f"{optimizer}, range test", optimizer),),
                measure=measure,
                margin=margin,
                reason=reason,
                kind="at least as good",
                headline=(optimizer, measure) == ("Adam", "sound_score"),
            )
            for measure, margin, reason, text in (
                ("sound_score", 0.005, HALF_POINT, "scores as well"),
                ("failure", 0.05, FAILED, "fails as rarely"),
            )
            for optimizer in ("Momentum", "Adam")
        ),
        *(
            Claim(
                id="L2",
                text=f"With {optimizer} it scores higher than a rate that is taken blindly from the grid.",
                pairs=((f"{optimizer}, range test", optimizer),),
                measure="score_over_grid",
                margin=0.01,
                reason=OVER_GRID,
            )
            for optimizer in ("Momentum", "Adam")
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="A quadratic of curvature 1, after 50 steps",
            x="rate",
            y=("loss",),
            x_label="learning rate",
            y_label="loss",
            methods=("quadratics",),
            y_log=True,
            marks=(("x", 2.0, "2 / curvature"),),
        ),
    ),
    hero="sensitivity",
    contest=False,
    scales=(quick(rates=(0.001, 0.01, 0.1, 1.0)),),
)
