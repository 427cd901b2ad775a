"""Random search, Bayesian search and Hyperband beside AdamW's defaults, with equal budgets.

The quick scale compares random search with the defaults alone.
Cost: 10 replicates of 6 searches of a network of two layers, the larger ones of 26 trials of 27 epochs; about three
seconds of processor time each.
Run: python -m experiments.run search
"""

from experiments.catalog.scales import quick
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
    base=Trial(data=part("digits", scaling="standard"), model=part("mlp"), optimizer=part("adamw"), epochs=27),
    methods=(
        race("AdamW's defaults", "default"),
        race("Random search", "random"),
        race("Bayesian search", "bayesian", scale="standard"),
        race("Hyperband", "hyperband", scale="standard"),
        race("Five defaults", "defaults", scale="standard"),
        race("Five trials of AdamW", "one", scale="standard"),
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
            text="Bayesian search and Hyperband need less training than random search.",
            pairs=(("Bayesian search", "Random search"), ("Hyperband", "Random search")),
            measure="search_epochs",
            margin=70,
            reason="a tenth of the whole budget: less would not repay a cleverer oracle",
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
    scales=(quick(simulations=(part("search_race", epochs=9),)),),
)
