"""L1 and L2 penalties, weight decay and max-norm, each at its own best strength, on 100 rows and on 500.

Every method has Adam's rate 0.003 and tries strengths, from one that hardly acts to one that hinders; without
a penalty there is nothing to tune. In first runs the best strengths, and the best bounds, lay at the edges; the grids
were moved towards them.
The rate rises and falls over the training (1cycle), and what these rows leave over judges. In the first form the rate
was constant and 359 rows judged: replicates differed by more than the penalties did, and max-norm had to hold its own
among seven other statements.
Cost: 2 sizes of training data x (1 + 4 x 5) settings x 5 replicates, and 10 to 40 at the best strength.
Run: python -m experiments.run penalties
"""

from experiments.catalog.parts import HALF, mlp
from experiments.catalog.reasons import HALF_POINT, NARROWER
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"100 rows": part("base", train_rows=100, spare="test"), "500 rows": part("base", **HALF)}
BATCHES = {"100 rows": 10, "500 rows": 32}
STRENGTHS = {"100 rows": (1e-3, 3e-3, 1e-2, 3e-2, 1e-1), "500 rows": (1e-4, 3e-4, 1e-3, 3e-3, 1e-2)}
DECAYS = {"100 rows": (0.3, 1.0, 3.0, 10.0, 30.0), "500 rows": (0.03, 0.1, 0.3, 1.0, 3.0)}
BOUNDS = (0.125, 0.25, 0.5, 1.0, 2.0)
RATE = 0.003
PENALTIES = ("L1", "L2", "weight decay")


def sized(size: str) -> tuple[Method, ...]:
    """No penalty, and each penalty with the strengths that it tries, on some of the training rows."""
    shared = {
        "data": SIZES[size],
        "batch_size": BATCHES[size],
        "family": size,
        "scale": "quick" if size == "100 rows" else "standard",
    }
    decay = part("adamw", learning_rate=RATE)
    return (
        method(f"no penalty on {size}", (RATE,), **shared),
        method(f"L1 on {size}", STRENGTHS[size], tunes="model.l1", **shared),
        method(f"L2 on {size}", STRENGTHS[size], tunes="model.l2", **shared),
        method(f"weight decay on {size}", DECAYS[size], tunes="optimizer.weight_decay", optimizer=decay, **shared),
        method(f"max-norm on {size}", BOUNDS, tunes="model.max_norm", **shared),
    )


def against_none(
    id: str, text: str, penalties: tuple[str, ...], size: str, measure: str, margin: float, reason: str
) -> Claim:
    """The claim that each of several penalties is better than none."""
    pairs = tuple((f"{name} on {size}", f"no penalty on {size}") for name in penalties)
    return Claim(id, f"{text}, with {size} to train on.", pairs, measure, margin, reason)


STUDY = Study(
    name="penalties",
    title="Penalties on weights",
    question="Do penalties on the weights, or a bound on their length, reduce overfitting, each at its best strength?",
    notes="L1 and L2 penalties (weight decay) reduce overfitting. Max-norm helps.",
    doubt="Most comparisons show one strength. At a strength that was chosen on other data than it is judged by, the "
    "gain may be small.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64), l1=0.0, l2=0.0),
        optimizer=part("adam", learning_rate=RATE),
        epochs=30,
        schedule=part("one_cycle"),
    ),
    methods=tuple(penalty for size in SIZES for penalty in sized(size)),
    rates=(RATE,),
    claims=tuple(
        claim
        for size in SIZES
        for claim in (
            against_none(
                "R5", "Penalties narrow the gap between training and test", PENALTIES, size, "gap", 0.005, NARROWER
            ),
            against_none("R5", "Penalties improve the test score", PENALTIES, size, "test_score", 0.005, HALF_POINT),
            against_none(
                "R3", "Max-norm improves the test score", ("max-norm",), size, "test_score", 0.005, HALF_POINT
            ),
        )
    ),
    charts=(
        Chart(
            kind="measures",
            title="Test score against the gap",
            x="gap",
            y=("test_score",),
            x_label="training minus test score",
            y_label="test score",
        ),
    ),
    contest=False,
)
