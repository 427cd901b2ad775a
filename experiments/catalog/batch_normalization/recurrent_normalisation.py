"""A recurrent network that reads an image row by row, with and without batch normalisation of its last state.

Within the recurrence, where each time step would need moments of its own (Cooijmans et al. 2017), nothing is
normalised.
Cost: 2 methods (4 at full scale) x 5 rates x 13 replicates of small recurrent networks over eight steps; 20 s.
Run: python -m experiments.run recurrent_normalisation
"""

from experiments.catalog.parts import MOVING
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Study, method

NORMALISED = {"batch_normalization": "output", "moving": MOVING}


def network(cell: str, **options: str | float) -> Part:
    """A recurrent network of one kind of cell."""
    return part("rnn", units=32, cell=part(cell), **options)


STUDY = Study(
    name="recurrent_normalisation",
    title="Batch normalisation in recurrent networks",
    question="Does batch normalisation help a recurrent network?",
    notes="Batch normalisation is weak in recurrent networks.",
    doubt="It may still help where it can be used: on the last state, which the recurrent layer gives to the output. "
    "Only that place is tested. Moments of each time step within the recurrence are another technique.",
    base=Trial(data=part("digits", scaling="standard"), model=network("simple_rnn"), optimizer=part("adam"), epochs=20),
    methods=(
        method("the simple recurrent network"),
        method("the normalised simple recurrent network", model=network("simple_rnn", **NORMALISED)),
        method("the GRU", scale="full", model=network("gru")),
        method("the normalised GRU", scale="full", model=network("gru", **NORMALISED)),
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="B9",
            text="A recurrent network does at least as well without batch normalisation.",
            pairs=(
                ("the simple recurrent network", "the normalised simple recurrent network"),
                ("the GRU", "the normalised GRU"),
            ),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    own_data=True,
    scales=(quick(epochs=10),),
)
