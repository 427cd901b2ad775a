"""Networks and nearest neighbours, scored on rows of which a fifth are copies of training rows.

Two models: a nearest neighbour, which knows what it has seen by heart, on a table with 20 % copies, split at random,
and on the same rows without the copies; and networks of which 20 % of the validation and test rows are training rows.
A first form scored the nearest neighbour with copies on other rows than without, and the network on 359 rows of which
72 were others: the luck of the rows was as large as what the copies did. Now the nearest neighbour is judged on the
same rows, by the ratio of its errors too, and the network on 5,000 rows of a table of each replicate's own.
Cost: 2 methods x 4 rates x 5 replicates of a small network, 10 to 40 at the chosen rate, and simulations.
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
        data=part("teacher", scaling="standard", leak=0.0),
        model=mlp((64,)),
        optimizer=part("adam"),
        batch_size=64,
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
    rates=(0.001, 0.003, 0.01, 0.03),
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
            text="A nearest neighbour seems to make fewer errors than it does.",
            pairs=(("nearest neighbours without copies", "nearest neighbours with 20 % copies"),),
            measure="copied_errors",
            margin=0.05,
            reason="0.05 powers of ten are a tenth of the errors: less would not make a weak model look good",
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
    hero="ranking",
    contest=False,
    scales=(quick(rates=(0.003, 0.01)),),
)
