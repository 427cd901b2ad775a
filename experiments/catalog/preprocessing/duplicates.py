"""Networks and nearest neighbours, scored on rows of which a fifth are copies of training rows.

Two models: a nearest neighbour on a table with 20 % copies, split at random, which knows what it has seen by heart,
measured against untouched rows; and networks of which 20 % of the validation and test rows are training rows.
Cost: 2 methods x 5 rates x 13 replicates of a small network, one program, and simulations; ten seconds on two cores.
Run: python -m experiments.run duplicates
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import PUBLISHED
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

STUDY = Study(
    name="duplicates",
    title="Copies across the split",
    question="Do copies of rows on both sides of a split inflate the measured score?",
    notes="Duplicates must be removed: copies across the split inflate the measured score.",
    doubt="A model that hardly overfits does not know its training rows much better than new ones.",
    base=Trial(
        data=part("digits", scaling="standard", leak=0.0),
        model=mlp((64,)),
        optimizer=part("adam"),
        epochs=20,
    ),
    methods=(
        method("network, no copies"),
        method("network, 20 % copies", data=part("base", leak=0.2)),
        method(
            "nearest neighbours without copies",
            simulation=part("duplicate_leak", share=0.0),
            data=part("base"),
        ),
        method(
            "nearest neighbours with 20 % copies",
            simulation=part("duplicate_leak", share=0.2),
            data=part("base"),
        ),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="P7",
            text="Copies across the split inflate the measured score of a nearest neighbour.",
            pairs=(("nearest neighbours without copies", "nearest neighbours with 20 % copies"),),
            measure="copied_gap",
            margin=0.005,
            reason=PUBLISHED,
        ),
        Claim(
            id="P7",
            text="They inflate the measured score of a network.",
            pairs=(("network, 20 % copies", "network, no copies"),),
            measure="test_score",
            margin=0.005,
            reason=PUBLISHED,
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
