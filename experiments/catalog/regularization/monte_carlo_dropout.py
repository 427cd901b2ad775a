"""Class probabilities of one pass without dropout, and the mean of 50 passes with dropout in force.

Both ways read the very same trained network, so that there is one learning rate and nothing to tune.
A first run at the rate 0.001 left the networks on 100 rows far from trained, so it is 0.003. The claim on their test
loss was contradicted before and is open since.
Cost: 2 sizes of training data x 4 dropout rates x 2 ways x 13 replicates.
Run: python -m experiments.run monte_carlo_dropout
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"100 rows": 100, "all rows": None}
WAYS = {"one pass": part("calibration"), "Monte Carlo": part("monte_carlo", samples=50)}
SHARES = (0.1, 0.2, 0.3, 0.5)
CONFIDENCE = "confidence that is off by a percentage point less is not noticed"
NATS = "a hundredth of a nat changes the probability of the true class by a hundredth of itself"


def read(size: str, dropped: float, way: str) -> Method:
    """A network trained with dropout, and how its probabilities are read."""
    return method(
        f"{way} at {dropped:g} on {size}",
        model=part("base", dropout=dropped),
        data=part("base", train_rows=SIZES[size]),
        evaluation=WAYS[way],
        family=f"{way} on {size}",
        position=dropped,
        scale="quick" if size == "100 rows" else "standard",
    )


def average(size: str, text: str, measure: str, margin: float, reason: str, kind: str = "better") -> Claim:
    """A claim on Monte Carlo dropout at the rate 0.5."""
    pair = (f"Monte Carlo at 0.5 on {size}", f"one pass at 0.5 on {size}")
    return Claim("R2", f"{text}, trained on {size}.", (pair,), measure, margin, reason, kind)


STUDY = Study(
    name="monte_carlo_dropout",
    title="Monte Carlo dropout",
    question="Are probabilities better if they are the mean of many passes with dropout in force?",
    notes="Monte Carlo dropout improves the probability estimates.",
    doubt="Averaging makes every probability milder, also those that were right, and a network trained with dropout "
    "may be well calibrated as it is.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64), dropout=0.5),
        optimizer=part("adam"),
        batch_size=16,
        epochs=60,
        evaluation=WAYS["one pass"],
    ),
    methods=tuple(read(size, dropped, way) for size in SIZES for way in WAYS for dropped in SHARES),
    rates=(0.003,),
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
            title="Hits by confidence, dropout 0.5, 100 rows",
            methods=("one pass at 0.5 on 100 rows", "Monte Carlo at 0.5 on 100 rows"),
        ),
        Chart(
            kind="against",
            title="Test loss by dropout rate",
            y=("nll",),
            x_label="share of hidden units dropped",
            y_label="test loss in nats",
        ),
        Chart(
            kind="against",
            title="Calibration error by dropout rate",
            y=("ece",),
            x_label="share of hidden units dropped",
            y_label="calibration error",
        ),
    ),
    task="classification",
    contest=False,
    scales=(quick(epochs=30),),
)
