"""Recurrent networks of tanh and of ReLU units, with and without clipping to a norm of 1 over all weights together.

Sequences whose first step shows the class; momentum, as adaptive methods scale their steps themselves. ReLU is
unbounded, tanh is not.
A first run with plain SGD learned next to nothing at any rate, clipped or not; so it is momentum, 40 epochs instead of
30 and smaller rates.
Cost: 2 activations x with and without clipping, each a program, x 7 learning rates x 13 replicates.
Run: python -m experiments.run clipping
"""

from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

CELLS = {
    "tanh": part("simple_rnn", activation="tanh"),
    "ReLU": part("simple_rnn", activation="relu"),
}
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
        epochs=40,
    ),
    methods=tuple(network for name in CELLS for network in pair(name)),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        Claim(
            id="R6",
            text="Fewer learning rates diverge with clipping, in a recurrent network of ReLU units.",
            pairs=(("ReLU, clipped", "ReLU"),),
            measure="diverged_share",
            margin=0.1,
            reason="less than one rate in ten is a smaller part of the grid than one of its rates",
        ),
        Claim(
            id="R6",
            text="Clipping lets a recurrent network train at larger rates.",
            pairs=(("ReLU, clipped", "ReLU"), ("tanh, clipped", "tanh")),
            measure="largest_rate",
            margin=0.3,
            reason="a factor of two is less than one step of the grid",
        ),
        Claim(
            id="R6",
            text="Clipping improves the score of a recurrent network, each at its best rate.",
            pairs=(("ReLU, clipped", "ReLU"), ("tanh, clipped", "tanh")),
            measure="test_score",
            margin=0.02,
            reason="with four classes, two percentage points are a small part of the way from a guess to certainty",
        ),
    ),
    own_data=True,
    scales=(quick(rates=(0.01, 0.1, 1.0)), full(epochs=60)),
)
