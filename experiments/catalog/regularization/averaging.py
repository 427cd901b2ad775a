"""One network, its running mean, and an ensemble, beside what the same effort buys otherwise.

Beyond the notes. Averages of weights: Polyak and Juditsky 1992 for the theory, Izmailov et al. 2018 (SWA) for networks
that generalise better at no cost, Morales-Brotons et al. 2024 for exponential means that stand for a falling rate.
Averages of predictions: Lakshminarayanan et al. 2017. The running mean keeps 0.98 a step, so that it spans 50 of the
300 steps. A rate that falls is the usual way to quieten the last steps, and five times the epochs are what an ensemble
of five costs. Rates are chosen by each method's own validation score, so that the single network is the best one that
the grid has. Training on 500 rows leaves 578 more to judge. The margins were decided before the first run; after it a
fourth rate was left out, for its cost.
Cost: 5 methods x 3 rates x 5 replicates, and up to 40 of each at its best rate; 20 seconds on two cores.
Run: python -m experiments.run averaging
"""

from experiments.catalog.parts import HALF, SETTLING, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

ONE, MEAN, FALLING = "one network", "its running mean", "one network, falling rate"
FIVE, LONGER = "an ensemble of five", "one network, five times as long"
EPOCHS = 20


def scores(id: str, text: str, treatment: str, baseline: str, kind: str = "better") -> Claim:
    """A claim about the test score."""
    return Claim(id, text, ((treatment, baseline),), "test_score", 0.005, HALF_POINT, kind)


STUDY = Study(
    name="averaging",
    title="Averages",
    question="Does it help to average: the weights of many steps, or the predictions of several networks?",
    notes="Beyond the notes: it is said that the mean of the weights is better than the last ones, and that "
    "several networks together are better than the best of them.",
    doubt="A rate that falls also ends the noise of the last steps, and several networks take several times the work.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=EPOCHS,
    ),
    methods=(
        method(ONE),
        method(MEAN, optimizer=part("base", use_ema=True, ema_momentum=0.98)),
        method(FALLING, schedule=SETTLING, scale="standard"),
        method(FIVE, ensemble=5),
        method(LONGER, epochs=5 * EPOCHS, scale="standard"),
    ),
    rates=(0.001, 0.003, 0.01),
    claims=(
        scores("X11", "The running mean of the weights scores higher than the last weights.", MEAN, ONE),
        scores(
            "X12", "The running mean does at least as well as a rate that falls.", MEAN, FALLING, "at least as good"
        ),
        scores("X13", "An ensemble of five networks scores higher than the best single one.", FIVE, ONE),
        scores("X14", "It scores higher than one network trained five times as long.", FIVE, LONGER),
    ),
    scales=(quick(rates=(0.003, 0.01)),),
)
