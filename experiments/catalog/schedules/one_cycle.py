"""The study `schedules` with half of its epochs.

The first form also asked for the epochs to a target in the long training, in which 1cycle's rate rises for a third of
the time, by design; and it was one claim about six rivals. Now each rival is a part, among sound runs.
Cost: 7 methods x 6 rates x 5 replicates of a small network, and up to 40 of each at its best rate; 20 seconds on two
cores with the digits.
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
        *(
            Claim(
                id="L4",
                text=f"After {EPOCHS} epochs 1cycle has got further than the schedule {name}.",
                pairs=(("1cycle", name),),
                measure="sound_score",
                margin=0.005,
                reason=HALF_POINT,
                headline=name == "constant",
            )
            for name in schedules.OTHERS
        ),
    ),
    hero="learning",
)
