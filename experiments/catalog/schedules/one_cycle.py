"""The study `schedules` with a third of its epochs.

Cost: 7 methods x 8 rates x 13 replicates of a small network; a quarter of a minute on two cores with the digits.
Run: python -m experiments.run one_cycle
"""

from dataclasses import replace

from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.schedules import schedules
from experiments.study import Claim, Study

EPOCHS = 10

STUDY: Study = replace(
    schedules.STUDY,
    name="one_cycle",
    title="1cycle in a short training",
    question="Where time is short, does 1cycle get furthest?",
    notes="1cycle, a rate that rises, falls and ends near 0, gets there fastest.",
    doubt="Any schedule may be squeezed into a short training, and a tuned constant rate needs no time to rise.",
    base=replace(schedules.BASE, epochs=EPOCHS),
    claims=(
        Claim(
            id="L4",
            text=f"After {EPOCHS} epochs 1cycle has got furthest.",
            pairs=tuple(("1cycle", name) for name in schedules.OTHERS),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
)
