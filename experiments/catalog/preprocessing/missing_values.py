"""Four treatments of gaps, where large values are missing more often, and where gaps come at random.

The data are made, a table of numbers and categories for each replicate with 5,000 test rows. Four of the eight numbers
have gaps, so that whole rows are left even at 40 % (about one in eight). Validation and test rows have gaps, too; under
`drop` those are filled with the mean, as a forecast cannot be refused.
A first form had gaps completely at random alone, in four of the digits' 64 pixels: there an indicator has nothing to
tell and little is lost, so that the claim on indicators could hardly fail and that on imputing hardly hold.
Cost: 16 methods x 3 rates x 5 replicates of a small network, and 10 to 40 at the chosen rate; 2 programs.
Run: python -m experiments.run missing_values
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SHARES = (0.05, 0.2, 0.4)
AT_RANDOM = 0.2  # the share of gaps that is looked at without a reason, too
RULES = {"rows dropped": "drop", "mean": "mean", "median": "median", "median and indicator": "median_indicator"}


def label(rule: str, share: float, random: bool = False) -> str:
    """`mean, 20 % missing at random`."""
    return f"{rule}, {share:.0%} missing".replace("%", " %") + (" at random" if random else "")


def treated(rule: str, share: float, random: bool = False) -> Method:
    """One treatment of a share of gaps."""
    return method(
        label(rule, share, random),
        family=f"{rule}, at random" if random else rule,
        position=100 * share,
        scale="quick" if share == 0.2 and not random else "standard",
        data=part("base", missing=share, imputation=RULES[rule], missing_reason=None if random else "value"),
    )


def imputing(share: float, random: bool = False) -> Claim:
    """Imputing beats dropping, at one share of gaps."""
    dropped = label("rows dropped", share, random)
    return Claim(
        id="P5",
        text=f"Imputing beats dropping rows at {share:.0%} missing{' at random' if random else ''}.".replace("%", " %"),
        pairs=tuple((label(rule, share, random), dropped) for rule in ("mean", "median")),
        measure="test_score",
        margin=0.005,
        reason=HALF_POINT,
    )


def indicating(text: str, *pairs: tuple[str, str]) -> Claim:
    """An indicator does no harm."""
    return Claim("P5", text, pairs, "test_score", 0.005, HALF_POINT, "at least as good")


def indicated(share: float, random: bool = False) -> tuple[str, str]:
    """With an indicator and without."""
    return label("median and indicator", share, random), label("median", share, random)


STUDY = Study(
    name="missing_values",
    title="Missing values",
    question="Where values are missing, is it better to fill the gaps or to drop the rows, and does an indicator help?",
    notes="Missing values must be handled. Imputing beats dropping rows. An indicator helps or is neutral.",
    doubt="With few gaps little is lost by dropping rows, and a made-up value may mislead. Where gaps are completely "
    "at random, an indicator has nothing to tell; where large values are withheld more often, the gap itself tells "
    "something.",
    base=Trial(
        data=part(
            "mixed", scaling="standard", missing=0.2, missing_features=4, missing_reason="value", imputation="mean"
        ),
        model=mlp((32,)),
        optimizer=part("adam"),
        batch_size=64,
        epochs=20,
    ),
    methods=(
        *(treated(rule, share) for share in SHARES for rule in RULES),
        *(treated(rule, AT_RANDOM, random=True) for rule in RULES),
    ),
    rates=(0.003, 0.01, 0.03),
    claims=(
        *(imputing(share) for share in SHARES),
        imputing(AT_RANDOM, random=True),
        indicating(
            "An indicator helps or is neutral where large values are missing more often.", *map(indicated, SHARES)
        ),
        indicating("An indicator is neutral where gaps come at random.", indicated(AT_RANDOM, random=True)),
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
    scales=(quick(rates=(0.01,)),),
)
