"""Class probabilities of one pass without dropout, and the mean of 50 passes with dropout in force.

Both ways read the very same trained network: what differs is how its probabilities are read, so that both choose the
same share of units to drop. The rate of Adam rises and falls over the training (1cycle), and all rows that 100 leave
over judge.
The first form had 64 units and dropped half of them: the passes of so small a network differ so much that their mean is
far too mild, and its "contradicted" was about that. Now there are 256 units, and the share is the best by validation
score, beside a half, which is what people take.
Cost: 2 sizes of training data x 2 ways x 4 shares x 5 replicates, and 10 to 40 of two of them.
Run: python -m experiments.run monte_carlo_dropout
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT, NATS
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"100 rows": part("base", train_rows=100, spare="test"), "all rows": part("base")}
BATCHES = {"100 rows": 10, "all rows": 64}
WAYS = {"one pass": part("calibration"), "Monte Carlo": part("monte_carlo", samples=50)}
SHARES = (0.1, 0.2, 0.3, 0.5)
RATE = 0.003
CONFIDENCE = "confidence that is off by a percentage point less is not noticed"


def read(size: str, way: str) -> tuple[Method, Method]:
    """A network trained with the best share dropped, and with a half, and how its probabilities are read."""
    shared = {
        "data": SIZES[size],
        "batch_size": BATCHES[size],
        "evaluation": WAYS[way],
        "scale": "quick" if size == "100 rows" else "standard",
    }
    return (
        method(f"{way}, the best share dropped, {size}", SHARES, tunes="model.dropout", **shared),
        method(f"{way}, half dropped, {size}", (RATE,), model=part("base", dropout=0.5), **shared),
    )


def average(size: str, text: str, measure: str, margin: float, reason: str, kind: str = "better") -> Claim:
    """A claim on Monte Carlo dropout, at the best share and at a half."""
    pairs = tuple(
        (f"Monte Carlo, {share} dropped, {size}", f"one pass, {share} dropped, {size}")
        for share in ("the best share", "half")
    )
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
        optimizer=part("adam", learning_rate=RATE),
        epochs=30,
        schedule=part("one_cycle"),
        evaluation=WAYS["one pass"],
    ),
    methods=tuple(network for size in SIZES for way in WAYS for network in read(size, way)),
    rates=(RATE,),
    claims=tuple(
        claim
        for size in SIZES
        for claim in (
            average(size, "Monte Carlo dropout lowers the test loss", "nll", 0.01, NATS),
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
            title="Hits by confidence, half dropped, 100 rows",
            methods=("one pass, half dropped, 100 rows", "Monte Carlo, half dropped, 100 rows"),
        ),
        Chart(
            kind="measures",
            title="Calibration error against test loss",
            x="nll",
            y=("ece",),
            x_label="test loss in nats",
            y_label="calibration error",
        ),
    ),
    task="classification",
    contest=False,
)
