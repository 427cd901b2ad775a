"""Random search, Bayesian search and Hyperband beside AdamW's defaults, with equal budgets.

The quick scale compares random search with the defaults alone.
A first form used the digits and 27 epochs, for which AdamW's defaults are hard to beat, and counted the epochs until a
search reached what another had found, which most never did. Here the classes are a random network's, the epochs are
few, so that the defaults learn too slowly, and a search is judged by its shortfall, mean over the budget.
Cost: 10 to 40 replicates of 4 searches of a network of two layers (6 at full scale), the larger ones of 26 trials of 9
epochs.
Run: python -m experiments.run search
"""

from experiments.catalog.reasons import HALF_POINT
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

ORACLES = ("Random search", "Bayesian search", "Hyperband")


def race(label: str, kind: str, scale: str = "quick") -> Method:
    """One kind of search on the study's data."""
    return method(label, simulation=part("search_race", kind=kind), data=part("base"), scale=scale)


STUDY = Study(
    name="search",
    title="Hyperparameter search",
    question="Does hyperparameter search beat defaults, and which oracle needs the least training?",
    notes="Searching finds better settings than defaults. Bayesian search and Hyperband need fewer trials than random "
    "search.",
    doubt="Good defaults are the outcome of other people's searches, and the best of many validation scores is partly "
    "luck. Here every oracle gets the same budget in epochs, and what was chosen is judged on test rows. AdamW's rate, "
    "both betas, epsilon and weight decay are searched, over ranges as wide as somebody without experience would take.",
    base=Trial(data=part("teacher", scaling="standard"), model=part("mlp"), optimizer=part("adamw"), epochs=9),
    methods=(
        race("AdamW's defaults", "default"),
        race("Random search", "random"),
        race("Bayesian search", "bayesian", scale="standard"),
        race("Hyperband", "hyperband", scale="standard"),
        race("Five defaults", "defaults", scale="full"),
        race("Five trials of AdamW", "one", scale="full"),
    ),
    claims=(
        Claim(
            id="N9",
            text="Random search finds a better setting than the defaults.",
            pairs=(("Random search", "AdamW's defaults"),),
            measure="chosen_test",
            margin=0.005,
            reason="less than half a percentage point would not be worth dozens of trainings",
        ),
        Claim(
            id="N9",
            text="However early one stops, Bayesian search and Hyperband have found more than random search.",
            pairs=(("Bayesian search", "Random search"), ("Hyperband", "Random search")),
            measure="search_regret",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Best validation score over the epochs that all trials took together",
            x="epochs trained",
            y=("best validation score",),
            x_label="epochs trained",
            y_label="best validation score",
            methods=ORACLES,
        ),
    ),
)
