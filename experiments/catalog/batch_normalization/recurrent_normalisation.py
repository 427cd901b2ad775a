"""A recurrent network that reads an image row by row, with and without batch normalisation.

The first form normalised the last state alone, which lies behind the recurrence and is no test of it. Now the sums of
every step are normalised as well, each step with moments of its own. The rate rises and falls over the training
(1cycle), and training on 500 rows leaves 578 more to judge.
Cost: 3 methods (5 at full scale) x 5 rates x 5 replicates of small recurrent networks over eight steps, and 10 to 40 at
the best rate; 20 seconds.
Run: python -m experiments.run recurrent_normalisation
"""

from experiments.catalog.parts import HALF, MOVING
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Study, method

NORMALISED = {"batch_normalization": "output", "moving": MOVING}
INSIDE = NORMALISED | {"batch_normalization": "inside"}


def network(cell: str, **options: str | float) -> Part:
    """A recurrent network of one kind of cell."""
    return part("rnn", units=32, cell=part(cell), **options)


STUDY = Study(
    name="recurrent_normalisation",
    title="Batch normalisation in recurrent networks",
    question="Does batch normalisation help a recurrent network?",
    notes="Batch normalisation is weak in recurrent networks.",
    doubt="On the last state it is as in any network. Within the recurrence each time step needs moments of its own "
    "(Cooijmans et al. 2017); with them it was found to help.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        schedule=part("one_cycle"),
        model=network("simple_rnn"),
        optimizer=part("adam"),
        epochs=20,
    ),
    methods=(
        method("the simple recurrent network"),
        method("the simple recurrent network, last state normalised", model=network("simple_rnn", **NORMALISED)),
        method("the simple recurrent network, every step normalised", model=network("simple_rnn", **INSIDE)),
        method("the GRU", scale="full", model=network("gru")),
        method("the GRU, last state normalised", scale="full", model=network("gru", **NORMALISED)),
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="B9",
            text="A recurrent network does at least as well without batch normalisation.",
            pairs=(
                ("the simple recurrent network", "the simple recurrent network, last state normalised"),
                ("the simple recurrent network", "the simple recurrent network, every step normalised"),
                ("the GRU", "the GRU, last state normalised"),
            ),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    own_data=True,
    scales=(quick(rates=(0.003, 0.01, 0.03)),),
    hero="learning",
)
