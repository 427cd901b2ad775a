"""Orthogonal, Glorot's and LeCun's weights from state to state of a recurrent network.

The task shows the class in the first of 60 steps and noise in the others. A first run had 25 steps, which every
network recalled.
Cost: 3 methods x 4 rates x 13 replicates of a recurrent network in one program; 30 seconds on two cores.
Run: python -m experiments.run recurrent_initialization
"""

from experiments.catalog.reasons import EPOCH
from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method


def recurrence(label: str, initializer: str) -> Method:
    """The network with one kind of weights from state to state."""
    return method(label, model=part("base", recurrent_initializer=part(initializer)))


STUDY = Study(
    name="recurrent_initialization",
    title="Recurrent weights",
    question="Do orthogonal recurrent weights carry the memory of a simple recurrent network further?",
    notes="Orthogonal weights (Saxe 2014) train recurrent networks faster, too.",
    doubt="Tanh shrinks the state at every step, whatever the weights, and Adam scales small gradients up.",
    base=Trial(
        data=part("recall", steps=60, rows=1000, scaling="none"),
        model=part("rnn", units=32, cell=part("simple_rnn"), recurrent_initializer=part("orthogonal")),
        optimizer=part("adam"),
        epochs=20,
    ),
    methods=(
        recurrence("orthogonal", "orthogonal"),
        recurrence("Glorot", "glorot_uniform"),
        recurrence("LeCun", "lecun_normal"),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01),
    claims=(
        Claim(
            id="I6",
            text="With orthogonal recurrent weights a network recalls the first step more often than with Glorot's or "
            "LeCun's.",
            pairs=(("orthogonal", "Glorot"), ("orthogonal", "LeCun")),
            measure="test_score",
            margin=0.01,
            reason="a hundredth of the answers is the least that would be noticed",
        ),
        Claim(
            id="I6",
            text="With orthogonal recurrent weights it learns that in fewer epochs.",
            pairs=(("orthogonal", "Glorot"), ("orthogonal", "LeCun")),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
    ),
    own_data=True,
    scales=(
        quick(epochs=10, data=part("recall", steps=30, rows=1000, scaling="none")),
        full(data=part("recall", steps=100, rows=2000, scaling="none")),
    ),
)
