"""Batches of 8 to 512 rows, each at its own best learning rate, and the speed of a step.

Steadiness is measured between epochs: by how much the validation score falls back on its way, over the first ten. What
is usually said of the score: after as many epochs a large batch has learned less, after as many steps as much.
After a first run the rates were set twice as close, as in `schedules`, and not so far beyond the best ones. The claim
on steadiness, without practical difference before, and that on equal steps, supported before, are open since.
The steps that are timed are Keras's own, by the clock of the machine.
The first form was four statements about several sizes each, at a constant rate, whose last steps left scores to chance.
Now each size is a part, the rate falls in the second half of training, and each size has a grid around its own best.
Cost: 5 methods x 6 rates x 5 replicates of a small network, up to 40 of each at its best rate, and 30 timed trainings;
40 seconds on two cores.
Run: python -m experiments.run batch_size
"""

from experiments.catalog.parts import SETTLING, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

NETWORK = mlp((64, 64))
SIZES = {8: "quick", 32: "quick", 128: "standard", 512: "quick"}  # rows, and the smallest scale
EPOCHS = 20
RATES = (0.003, 0.006, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.3, 0.6)
GRIDS = {8: RATES[:6], 32: RATES[2:8], 128: RATES[4:], 512: RATES[4:]}  # around the best of a first run
TIMED = (8, 32, 512)
SMALL = (8, 32)


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
        schedule=SETTLING,
        epochs=EPOCHS,
    ),
    methods=(
        *(
            method(f"{size} rows", GRIDS[size], batch_size=size, family="equal epochs", position=size, scale=scale)
            for size, scale in SIZES.items()
        ),
        method("128 rows, four times the epochs", GRIDS[128], batch_size=128, epochs=4 * EPOCHS, scale="standard"),
        *(timed(size) for size in TIMED),
    ),
    claims=(
        *(
            Claim(
                id="L5",
                text=f"Large batches use the hardware better: more rows pass in a second with 512 than with {size}.",
                pairs=(("512 rows on the clock", f"{size} rows on the clock"),),
                measure="speed",
                margin=0.3,
                reason="twice the speed is what one notices",
                headline=size == 32,
            )
            for size in SMALL
        ),
        *(
            Claim(
                id="L5",
                text=f"Large batches start less steadily: with {size} rows the score falls back less on its way.",
                pairs=((f"{size} rows", "512 rows"),),
                measure="early_falls",
                margin=0.01,
                reason="falls of one percentage point in all are hardly seen in a curve",
            )
            for size in SMALL
        ),
        *(
            Claim(
                id="L5",
                text=f"After as many epochs, batches of {size} rows score higher than batches of 512.",
                pairs=((f"{size} rows", "512 rows"),),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
            )
            for size in SMALL
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
            methods=tuple(f"{size} rows on the clock" for size in TIMED),
            x_log=True,
        ),
    ),
    contest=False,
    scales=(quick(thin=2),),
)
