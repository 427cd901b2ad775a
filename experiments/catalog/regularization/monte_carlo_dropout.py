"""Class probabilities of one pass without dropout, and the mean of 50 passes with dropout in force.

Both ways read the very same trained network, so that there is nothing to tune: what differs is how its probabilities
are read. The rate of Adam rises and falls over the training (1cycle), and all rows that 100 leave over judge.
The first form had 64 units and dropped half of them, which is a strong dose for so small a network. Now there are 256
units, and a small share, about the best by validation score, beside a half, which is what people take. The loss in nats
varied between replicates by eight times its margin, as a few rows can make most of it; the Brier score is bounded.
Cost: 2 sizes of training data x 2 ways x 2 shares x 15 to 45 replicates.
Run: python -m experiments.run monte_carlo_dropout
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import BRIER, CONFIDENCE, HALF_POINT
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"100 rows": part("base", train_rows=100, spare="test"), "all rows": part("base")}
BATCHES = {"100 rows": 10, "all rows": 64}
WAYS = {"one pass": part("calibration"), "Monte Carlo": part("monte_carlo", samples=50)}
SHARES = (0.1, 0.5)


def read(size: str, way: str, share: float) -> Method:
    """A network trained with a share dropped, and how its probabilities are read."""
    return method(
        label(way, share, size),
        model=part("base", dropout=share),
        data=SIZES[size],
        batch_size=BATCHES[size],
        evaluation=WAYS[way],
        scale="quick" if size == "100 rows" else "standard",
    )


def label(way: str, share: float, size: str) -> str:
    """A method's name."""
    return f"{way} at {share:g} on {size}"


def average(size: str, text: str, measure: str, margin: float, reason: str, kind: str = "better") -> Claim:
    """A claim on Monte Carlo dropout, at a small share and at a half."""
    pairs = tuple((label("Monte Carlo", share, size), label("one pass", share, size)) for share in SHARES)
    return Claim("R2", f"{text}, trained on {size}.", pairs, measure, margin, reason, kind)


STUDY = Study(
    name="monte_carlo_dropout",
    title="Monte Carlo dropout",
    question="Are probabilities better if they are the mean of many passes with dropout in force?",
    notes="Monte Carlo dropout improves the probability estimates.",
    doubt="Averaging makes every probability milder, also those that were right, and a network trained with dropout "
    "may be well calibrated as it is.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((256,), dropout=0.5),
        optimizer=part("adam"),
        epochs=30,
        schedule=part("one_cycle"),
        evaluation=WAYS["one pass"],
    ),
    methods=tuple(read(size, way, share) for size in SIZES for way in WAYS for share in SHARES),
    rates=(0.003,),
    claims=tuple(
        claim
        for size in SIZES
        for claim in (
            average(size, "Monte Carlo dropout lowers the Brier score", "brier", 0.005, BRIER),
            average(size, "Monte Carlo dropout lowers the calibration error", "ece", 0.01, CONFIDENCE),
            average(
                size,
                "Monte Carlo dropout classifies at least as well",
                "test_score",
                0.005,
                HALF_POINT,
                "at least as good",
            ),
        )
    ),
    charts=(
        Chart(
            kind="calibration",
            title="Hits by confidence, dropout 0.5, 100 rows",
            methods=tuple(label(way, 0.5, "100 rows") for way in WAYS),
        ),
        Chart(
            kind="measures",
            title="Calibration error against Brier score",
            x="brier",
            y=("ece",),
            x_label="Brier score",
            y_label="calibration error",
        ),
    ),
    task="classification",
    contest=False,
)
