"""Recurrent networks of tanh and of ReLU units, with and without clipping to a norm of 1 over all weights together.

Sequences whose first step shows the class; momentum, as adaptive methods scale their steps themselves. ReLU is
unbounded, tanh is not.
A first run with plain SGD learned next to nothing at any rate, clipped or not; so it is momentum and smaller rates.
The first form counted the rates of a coarse grid at which training diverged or reached a target: whole steps of a
ladder, some of them infinite. Now the score over all rates says how many are of use, where a run that diverges counts
as a guess and one that collapses as what it scores; tanh and ReLU are parts of their own.
Cost: 2 activations x with and without clipping, each a program, x 6 learning rates x 15 to 45 replicates.
Run: python -m experiments.run clipping
"""

from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

CELLS = {
    "tanh": part("simple_rnn", activation="tanh"),
    "ReLU": part("simple_rnn", activation="relu"),
}
PAIRS = (("ReLU, clipped", "ReLU"), ("tanh, clipped", "tanh"))
TWO_POINTS = "with four classes, two percentage points are a small part of the way from a guess to certainty"
CLIPPED = part("momentum", momentum=0.9, global_clipnorm=1.0)


def pair(name: str) -> tuple[Method, Method]:
    """One activation, without and with clipping."""
    model, scale = part("base", cell=CELLS[name]), "quick" if name == "ReLU" else "standard"
    return (
        method(name, model=model, scale=scale),
        method(f"{name}, clipped", model=model, optimizer=CLIPPED, scale=scale),
    )


STUDY = Study(
    name="clipping",
    title="Gradient clipping",
    question="Does clipping the gradient let recurrent networks train at learning rates that explode without it?",
    notes="Gradient clipping makes recurrent networks trainable at rates that explode without it.",
    doubt="Where activations are bounded nothing may explode, and a clipped step is still one in a direction that "
    "means little.",
    base=Trial(
        data=part("recall", steps=20, rows=1000, scaling="none"),
        model=part("rnn", units=16),
        optimizer=part("momentum", momentum=0.9),
        batch_size=50,
        epochs=30,
    ),
    methods=tuple(network for name in CELLS for network in pair(name)),
    rates=(0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        Claim(
            id="R6",
            text="Fewer trainings diverge with clipping, over all learning rates.",
            pairs=PAIRS,
            measure="diverged_share",
            margin=0.1,
            reason="less than one rate in ten is a smaller part of the grid than one of its rates",
        ),
        Claim(
            id="R6",
            text="Clipping lets a recurrent network learn at more rates: its mean score over all of them is higher.",
            pairs=PAIRS,
            measure="score_over_grid",
            margin=0.02,
            reason=TWO_POINTS,
        ),
        Claim(
            id="R6",
            text="Clipping improves the score of a recurrent network, each at its best rate.",
            pairs=PAIRS,
            measure="test_score",
            margin=0.02,
            reason=TWO_POINTS,
        ),
    ),
    own_data=True,
    scales=(quick(rates=(0.01, 0.1, 1.0)),),
    hero="sensitivity",
)
