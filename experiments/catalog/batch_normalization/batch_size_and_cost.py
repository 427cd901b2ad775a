"""Batches of 2 to 32 rows with and without batch normalisation, and the parameters that it adds.

What it costs in time is the study `step_cost`; recurrent networks are in `recurrent_normalisation`.
Stored moments keep 0.99 of themselves at each step, so that they average 200 rows also where a batch has 2.
Decided after first runs: that, 6 epochs instead of 15, and wider rates, as the best had been at both edges.
Cost: 6 methods (8 at full scale) x 8 rates x 5 replicates of a small network, and 10 to 40 at the best rate.
Run: python -m experiments.run batch_size_and_cost
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

NETWORK = mlp((64, 64))
SIZES = ((2, "quick"), (4, "full"), (8, "standard"), (32, "quick"))
PLAIN, NORMALISED = "the plain network, batches of {}", "the normalised network, batches of {}"


def pair(size: int, scale: str) -> tuple[Method, Method]:
    """The network at one batch size, without and with batch normalisation."""
    model = part("base", batch_normalization="before")
    return (
        method(PLAIN.format(size), family="the plain network", position=size, scale=scale, batch_size=size),
        method(
            NORMALISED.format(size),
            family="the normalised network",
            position=size,
            scale=scale,
            batch_size=size,
            model=model,
        ),
    )


STUDY = Study(
    name="batch_size_and_cost",
    title="Batch normalisation with small batches",
    question="Is batch normalisation weak with tiny batches, and how many parameters does it cost?",
    notes="Batch normalisation costs parameters and time, and is weak with tiny batches.",
    doubt="With two rows a batch the moments are noise, but noise may regularise. Each network trains at each batch "
    "size with the same rates and for the same number of epochs.",
    base=Trial(data=part("digits", scaling="standard"), model=NETWORK, optimizer=part("sgd"), epochs=6),
    methods=tuple(network for size, scale in SIZES for network in pair(size, scale)),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0),
    claims=(
        Claim(
            id="B9",
            text="With two rows a batch, a network scores better without batch normalisation.",
            pairs=((PLAIN.format(2), NORMALISED.format(2)),),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="B9",
            text="A normalised network scores better with batches of 32 rows than of 2.",
            pairs=((NORMALISED.format(32), NORMALISED.format(2)),),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="B9",
            text="Batch normalisation adds parameters.",
            pairs=((PLAIN.format(32), NORMALISED.format(32)),),
            measure="parameters",
            margin=1,
            reason="the statement is only that there are more",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over batch size",
            y=("test_score",),
            x_label="rows a batch",
            y_label="test score",
            x_log=True,
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.003, 0.03, 0.3, 3.0)),),
)
