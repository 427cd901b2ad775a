"""The best of 1 to 200 candidates on a small test set, scored there and on untouched rows.

Candidates differ by chance alone. The plain difference of the two scores also holds how much easier the small set's
rows happen to be, for every candidate alike. The overstatement is that difference less its mean over all candidates,
which leaves what the choosing did.
Cost: simulations that fit small ridge regressions; 10 seconds on two cores with the digits.
Run: python -m experiments.run test_set
"""

from experiments.catalog.parts import UNTRAINED
from experiments.catalog.reasons import PUBLISHED
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Method, Study, method


def chosen(label: str, candidates: int, scale: str = "quick") -> Method:
    """The best of so many candidates."""
    return method(
        label,
        simulation=part("chosen_on_test", candidates=candidates),
        data=part("base"),
        family="chosen on 100 test rows",
        position=candidates,
        scale=scale,
    )


STUDY = Study(
    name="test_set",
    title="Choosing on the test set",
    question="By how much does a score overstate a model that was chosen on the very rows that score it?",
    notes="Training, validation and test rows must be separate: choosing on the test set overstates the score.",
    doubt="With few candidates or many rows there is little to gain by chance.",
    base=UNTRAINED,
    methods=(
        chosen("a single candidate", 1),
        chosen("the best of 10", 10),
        chosen("the best of 50", 50),
        chosen("the best of 200", 200, "standard"),
    ),
    claims=(
        Claim(
            id="P9",
            text="Choosing among 50 candidates on the test set overstates the score.",
            pairs=(("a single candidate", "the best of 50"),),
            measure="overstatement",
            margin=0.005,
            reason=PUBLISHED,
        ),
        Claim(
            id="P9",
            text="Choosing among 10 does so, too.",
            pairs=(("a single candidate", "the best of 10"),),
            measure="overstatement",
            margin=0.005,
            reason=PUBLISHED,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Score of the best candidate so far",
            x="candidates",
            y=("measured", "fresh"),
            x_label="candidates tried",
            y_label="score",
            methods=("the best of 50",),
        ),
        Chart(
            kind="against",
            title="Overstatement over the number of candidates",
            y=("overstatement",),
            x_label="candidates tried",
            y_label="overstatement of the test score",
            x_log=True,
        ),
    ),
    contest=False,
)
