"""Dropout of 10 to 70 % of 256 hidden units, and of the best share, on 100 rows and on all.

Networks train to the last epoch, as early stopping would reduce overfitting by itself; the rate of Adam is the same
for all, rises and falls over the training (1cycle), and all rows that 100 leave over judge.
The first form had 64 units and one share, a half, which such a network cannot spare, so that its "contradicted" was
about too strong a dose. Now the share is chosen like any setting, on a network with units to spare, and the Brier
score, which judges probabilities, counts beside hits. The first form also took the correlation of units for their
dependence on each other, but it measures that they do the same work twice; a unit depends on its neighbours if the
score falls when some of them are removed.
Cost: 2 sizes of training data x 5 shares x 15 replicates, up to 40 of some, and 6 x 15 on 500 rows, whose units are
removed or whose inputs are blurred.
Run: python -m experiments.run dropout
"""

from experiments.advice import Advice
from experiments.catalog.parts import HALF, mlp
from experiments.catalog.reasons import BRIER, HALF_POINT, NARROWER
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"100 rows": part("base", train_rows=100, spare="test"), "all rows": part("base")}
BATCHES = {"100 rows": 10, "all rows": 64}
SHARES = (0.1, 0.2, 0.3, 0.5, 0.7)
RATE = 0.003
# how a trained network is put to the test
SHAKEN = {
    "units removed": part("removal"),
    "noisy inputs": part("noise", size=0.5),
}
STRENGTHS = (0.2, 0.5)  # shares at which that is done


def sized(size: str) -> tuple[Method, ...]:
    """No dropout, each share, and the best one, on some of the training rows."""
    shared = {
        "data": SIZES[size],
        "batch_size": BATCHES[size],
        "scale": "quick" if size == "100 rows" else "standard",
    }
    drawn = {"family": size, **shared}
    return (
        method(f"no dropout on {size}", (RATE,), model=part("base", dropout=0.0), position=0.0, **drawn),
        *(
            method(f"dropout {share:g} on {size}", (RATE,), model=part("base", dropout=share), position=share, **drawn)
            for share in SHARES
        ),
        method(f"the best dropout on {size}", SHARES, tunes="model.dropout", **shared),
    )


def shaken(how: str, share: float) -> Method:
    """A network on 500 rows that is trained with a share dropped, and then put to the test."""
    return method(
        tried(how, share),
        (RATE,),
        model=part("base", dropout=share),
        data=part("base", **HALF),
        evaluation=SHAKEN[how],
        scale="standard",
    )


def tried(how: str, share: float) -> str:
    """The label of such a network."""
    return f"dropout {share:g}, {how}" if share else f"no dropout, {how}"


def best(text: str, measure: str, margin: float, reason: str) -> tuple[Claim, ...]:
    """A claim on dropout at its best share, for each number of rows."""
    return tuple(
        Claim(
            id="R1",
            text=f"Dropout of the best share {text}, with {size} to train on.",
            pairs=((f"the best dropout on {size}", f"no dropout on {size}"),),
            measure=measure,
            margin=margin,
            reason=reason,
        )
        for size in SIZES
    )


def by_share(title: str, measure: str, y_label: str) -> Chart:
    """One measure over the share dropped, a line for each number of rows."""
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
        model=mlp((256,), dropout=0.0),
        optimizer=part("adam", learning_rate=RATE),
        epochs=30,
        schedule=part("one_cycle"),
        evaluation=part("calibration"),
    ),
    methods=(
        *(network for size in SIZES for network in sized(size)),
        *(shaken(how, share) for how in SHAKEN for share in (0.0, *STRENGTHS)),
    ),
    rates=(RATE,),
    claims=(
        *best("narrows the gap between training and test score", "gap", 0.005, NARROWER),
        *best("improves the test score", "test_score", 0.005, HALF_POINT),
        *best("lowers the Brier score", "brier", 0.005, BRIER),
        Claim(
            id="R7",
            text="A network trained with dropout loses less of its score when a fifth of its hidden units is removed.",
            pairs=tuple((tried("units removed", share), tried("units removed", 0.0)) for share in STRENGTHS),
            measure="co_adaptation",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="R7",
            text="A network trained with dropout loses less of its score when noise of half a standard deviation is "
            "added to its inputs.",
            pairs=tuple((tried("noisy inputs", share), tried("noisy inputs", 0.0)) for share in STRENGTHS),
            measure="noise_loss",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        by_share("Test score", "test_score", "test score"),
        by_share("Brier score", "brier", "Brier score"),
        by_share("Gap between training and test", "gap", "training minus test score"),
    ),
    advice=tuple(
        Advice(methods=tuple(f"dropout {share:g} on {size}" for share in SHARES), baseline=f"no dropout on {size}")
        for size in SIZES
    ),
    task="classification",
    contest=False,
)
