"""Four treatments of gaps, with 5 %, 20 % and 40 % of the values of four features missing.

With gaps in four features only, whole rows are left even at 40 % (about one in eight). Validation and test rows have
gaps, too; under `drop` those are filled with the mean, as a forecast cannot be refused.
Cost: 12 methods x 5 rates x 13 replicates of a small network, 2 programs; 20 seconds on two cores with the digits.
Run: python -m experiments.run missing_values
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SHARES = (0.05, 0.2, 0.4)
RULES = {"rows dropped": "drop", "mean": "mean", "median": "median", "median and indicator": "median_indicator"}


def label(rule: str, share: float) -> str:
    """`mean, 20 % missing`."""
    return f"{rule}, {share:.0%} missing".replace("%", " %")


def treated(rule: str, share: float) -> Method:
    """One treatment of a share of gaps."""
    return method(
        label(rule, share),
        family=rule,
        position=100 * share,
        scale="quick" if share == 0.2 else "standard",
        data=part("base", missing=share, imputation=RULES[rule]),
    )


def imputing(share: float) -> Claim:
    """Imputing beats dropping, at one share of gaps."""
    dropped = label("rows dropped", share)
    return Claim(
        id="P5",
        text=f"Imputing beats dropping rows at {share:.0%} missing.".replace("%", " %"),
        pairs=tuple((label(rule, share), dropped) for rule in ("mean", "median")),
        measure="test_score",
        margin=0.005,
        reason=HALF_POINT,
    )


STUDY = Study(
    name="missing_values",
    title="Missing values",
    question="Where values are missing, is it better to fill the gaps or to drop the rows, and does an indicator help?",
    notes="Missing values must be handled. Imputing beats dropping rows. An indicator helps or is neutral.",
    doubt="With few gaps little is lost by dropping rows, and a made-up value may mislead. Here the gaps are "
    "completely at random, so that an indicator has nothing to tell; where gaps have reasons it may do more.",
    base=Trial(
        data=part("digits", scaling="standard", missing=0.2, missing_features=4, imputation="mean"),
        model=mlp((64,)),
        optimizer=part("adam"),
        epochs=20,
    ),
    methods=tuple(treated(rule, share) for share in SHARES for rule in RULES),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        *(imputing(share) for share in SHARES),
        Claim(
            id="P5",
            text="An indicator helps or is neutral.",
            pairs=tuple((label("median and indicator", share), label("median", share)) for share in SHARES),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over the share of missing values",
            y=("test_score",),
            x_label="missing values of four features in %",
            y_label="test score",
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
