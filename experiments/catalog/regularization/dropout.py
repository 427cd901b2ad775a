"""Dropout of 0 to 70 % of the hidden units, on 50 rows, 100 rows and all.

Networks train to the last epoch, as early stopping would reduce overfitting by itself. Few rows make few steps, which
need larger learning rates. Their grids, and which dropout rates run at which scale, were changed after first runs.
Cost: 3 sizes of training data x 4 dropout rates x 3 or 4 learning rates x 13 replicates.
Run: python -m experiments.run dropout
"""

from experiments.advice import Advice
from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT, NARROWER
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"50 rows": 50, "100 rows": 100, "all rows": None}
SHARES = {
    0.0: "quick",
    0.1: "full",
    0.2: "quick",
    0.3: "full",
    0.5: "quick",
    0.7: "standard",
}  # dropout rate, and the smallest scale at which it runs
GAINS = {"gap": "narrows the gap between training and test score", "test_score": "improves the test score"}
RATES = {"50 rows": (0.003, 0.01, 0.03), "100 rows": (0.003, 0.01, 0.03), "all rows": (0.0003, 0.001, 0.003, 0.01)}


def share(size: str, dropped: float) -> Method:
    """The network with a share of its hidden units dropped, on some of the training rows."""
    scale = SHARES[dropped] if size != "50 rows" or SHARES[dropped] == "full" else "standard"
    data = part("base", train_rows=SIZES[size])
    return method(
        f"dropout {dropped:g} on {size}",
        RATES[size],
        model=part("base", dropout=dropped),
        data=data,
        family=size,
        position=dropped,
        scale=scale,
    )


def half(size: str, measure: str, margin: float, reason: str) -> Claim:
    """The claim that dropping half of the hidden units reduces overfitting on some of the training rows."""
    return Claim(
        id="R1",
        text=f"Dropping half of the hidden units {GAINS[measure]}, with {size} to train on.",
        pairs=((f"dropout 0.5 on {size}", f"dropout 0 on {size}"),),
        measure=measure,
        margin=margin,
        reason=reason,
    )


def by_rate(title: str, measure: str, y_label: str) -> Chart:
    """One measure over the dropout rate, a line for each number of rows."""
    x_label = "share of hidden units dropped"
    return Chart(kind="against", title=f"{title} by dropout rate", y=(measure,), x_label=x_label, y_label=y_label)


STUDY = Study(
    name="dropout",
    title="Dropout",
    question="Does dropout reduce overfitting, and which rate suits how much data?",
    notes="Dropout reduces overfitting. It makes units less dependent on their neighbours, and the network less "
    "sensitive to small changes of its input.",
    doubt="It takes capacity away, which a small network may not be able to spare, and it slows training.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64), dropout=0.0),
        optimizer=part("adam"),
        batch_size=16,
        epochs=50,
        diagnostics="full",
        evaluation=part("noise", size=0.5),
    ),
    methods=tuple(share(size, dropped) for size in SIZES for dropped in SHARES),
    rates=RATES["all rows"],
    claims=(
        *(half(size, "gap", 0.005, NARROWER) for size in SIZES),
        *(half(size, "test_score", 0.005, HALF_POINT) for size in SIZES),
        Claim(
            id="R7",
            text="With half of the hidden units dropped in training, the units of a layer are less correlated.",
            pairs=(("dropout 0.5 on all rows", "dropout 0 on all rows"),),
            measure="unit_correlation",
            margin=0.02,
            reason="correlations between units lie between 0 and 1; a fiftieth of that range is hardly a change",
        ),
        Claim(
            id="R7",
            text="With half of the hidden units dropped in training, the network loses less of its score when noise of "
            "half a standard deviation is added to its inputs.",
            pairs=(("dropout 0.5 on all rows", "dropout 0 on all rows"),),
            measure="noise_loss",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        by_rate("Test score", "test_score", "test score"),
        by_rate("Gap between training and test", "gap", "training minus test score"),
        by_rate("Score lost to input noise", "noise_loss", "score lost to noise"),
        by_rate("Correlation of hidden units", "unit_correlation", "mean |correlation|"),
    ),
    advice=tuple(
        Advice(
            methods=tuple(f"dropout {dropped:g} on {size}" for dropped in SHARES if dropped),
            baseline=f"dropout 0 on {size}",
        )
        for size in SIZES
    ),
    contest=False,
    scales=(quick(epochs=20, rates=(0.001, 0.003)), full(epochs=100)),
)
