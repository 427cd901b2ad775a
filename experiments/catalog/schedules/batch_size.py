"""Batches of 8 to 512 rows, each at its own best learning rate, and the speed of a step.

Steadiness is measured between epochs: by how much the validation score falls back on its way, over the first ten. What
is usually said of the score: after as many epochs a large batch has learned less, after as many steps as much.
After a first run the rates were set twice as close, as in `schedules`, and not so far beyond the best ones. The claim
on steadiness, without practical difference before, and that on equal steps, supported before, are open since.
The steps that are timed are Keras's own, by the clock of the machine.
Cost: 5 methods x 10 rates x 13 replicates of a small network, and 40 timed trainings; a minute on two cores.
Run: python -m experiments.run batch_size
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

NETWORK = mlp((64, 64))
SIZES = {8: "quick", 32: "quick", 128: "standard", 512: "quick"}  # rows, and the smallest scale
EPOCHS = 20


def timed(size: int) -> Method:
    """The same network's steps on the clock."""
    return method(
        f"{size} rows on the clock",
        data=part("base"),
        simulation=part("step_seconds", model=NETWORK, batch_size=size),
        family="rows a second",
        position=size,
        scale=SIZES[size],
    )


STUDY = Study(
    name="batch_size",
    title="Batch size",
    question="What does a large batch gain in speed, and cost in steadiness and score?",
    notes="Large batches use the hardware better, but training starts less steadily with them.",
    doubt="A large batch averages the noise of its rows, so that its start should be the steadier one. What becomes of "
    "the score, the notes leave open; the claims state what is usually said.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=NETWORK,
        optimizer=part("momentum", momentum=0.9),
        epochs=EPOCHS,
    ),
    methods=(
        *(
            method(f"{size} rows", batch_size=size, family="equal epochs", position=size, scale=scale)
            for size, scale in SIZES.items()
        ),
        method("128 rows, four times the epochs", batch_size=128, epochs=4 * EPOCHS, scale="standard"),
        *(timed(size) for size in SIZES),
    ),
    rates=(0.003, 0.006, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.3, 0.6),
    claims=(
        Claim(
            id="L5",
            text="Large batches use the hardware better: more rows pass in a second.",
            pairs=(("512 rows on the clock", "32 rows on the clock"), ("512 rows on the clock", "8 rows on the clock")),
            measure="speed",
            margin=0.3,
            reason="twice the speed is what one notices",
        ),
        Claim(
            id="L5",
            text="Large batches start less steadily: with small ones the score falls back less on its way.",
            pairs=(("8 rows", "512 rows"), ("32 rows", "512 rows")),
            measure="early_falls",
            margin=0.01,
            reason="falls of one percentage point in all are hardly seen in a curve",
        ),
        Claim(
            id="L5",
            text="After as many epochs, small batches score higher.",
            pairs=(("8 rows", "512 rows"), ("32 rows", "512 rows")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="L5",
            text="After as many steps, a batch four times as large scores at least as well.",
            pairs=(("128 rows, four times the epochs", "32 rows"),),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Speed of training by batch size",
            y=("speed",),
            x_label="rows in a batch",
            y_label="rows a second, as a power of ten",
            methods=tuple(f"{size} rows on the clock" for size in SIZES),
            x_log=True,
        ),
    ),
    contest=False,
    scales=(quick(epochs=10, rates=(0.01, 0.03, 0.1, 0.3), simulations=(part("step_seconds", steps=30),)),),
)
