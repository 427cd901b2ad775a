"""Orthogonal, Glorot's and LeCun's weights from state to state of a recurrent network.

The task shows the class in the first of 25 steps and noise in the others. The first form had 60 steps, over which it
is chance whether a network recalls anything: neither how often it does nor, with a pair of two misses as a tie, the
whole epochs to the target told weights apart; nor did 40 steps. Over 25, which every network learns to recall, the
notes' statement can be asked as it stands: who learns it in fewer steps.
Cost: 3 methods x 4 rates x 5 replicates of a recurrent network, and up to 40 of each at its best rate; 20 seconds on
two cores.
Run: python -m experiments.run recurrent_initialization
"""

from experiments.catalog.reasons import QUARTER
from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method


def recurrence(label: str, initializer: str) -> Method:
    """The network with one kind of weights from state to state."""
    return method(label, model=part("base", recurrent_initializer=part(initializer)))


STUDY = Study(
    name="recurrent_initialization",
    title="Recurrent weights",
    question="Do orthogonal recurrent weights teach a simple recurrent network sooner what to remember?",
    notes="Orthogonal weights (Saxe 2014) train recurrent networks faster, too.",
    doubt="Tanh shrinks the state at every step, whatever the weights, and Adam scales small gradients up.",
    base=Trial(
        data=part("recall", steps=25, rows=1000, scaling="none"),
        model=part("rnn", units=32, cell=part("simple_rnn"), recurrent_initializer=part("orthogonal")),
        optimizer=part("adam"),
        epochs=20,
        early="steps",
    ),
    methods=(
        recurrence("orthogonal", "orthogonal"),
        recurrence("Glorot", "glorot_uniform"),
        recurrence("LeCun", "lecun_normal"),
    ),
    rates=(0.001, 0.003, 0.01, 0.03),
    claims=tuple(
        Claim(
            id="I6",
            text=f"Orthogonal recurrent weights teach a network to recall the first step sooner than {other}'s.",
            pairs=(("orthogonal", other),),
            measure="log_steps_to_target",
            margin=0.32,
            reason=QUARTER,
        )
        for other in ("Glorot", "LeCun")
    ),
    own_data=True,
    scales=(quick(rates=(0.003, 0.01)), full(data=part("recall", steps=100, rows=2000, scaling="none"))),
    hero="learning",
)
