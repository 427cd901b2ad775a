"""One-hot codes and integers for nominal columns, in networks of no, one and three hidden layers.

The data are made: four nominal columns of twelve levels whose effects have nothing to do with the alphabet.
Cost: 6 methods x 6 rates x 13 replicates of small networks on 1,200 rows, 6 programs; half a minute on two cores.
Run: python -m experiments.run categories
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

CODES = {"one-hot": "one_hot", "integers": "ordinal"}
DEPTHS = {"no hidden layer": (), "one hidden layer": (32,), "three hidden layers": (32, 32, 32)}


def network(codes: str, depth: str) -> Method:
    """A network of one depth on columns encoded in one way."""
    return method(
        f"{codes}, {depth}",
        family=codes,
        position=len(DEPTHS[depth]),
        scale="quick" if depth == "one hidden layer" else "standard",
        data=part("base", encoding=CODES[codes]),
        model=part("base", hidden=DEPTHS[depth]),
    )


STUDY = Study(
    name="categories",
    title="Nominal variables",
    question="Do nominal variables need one-hot codes, or can a network make do with integers?",
    notes="Nominal variables need one-hot codes, not integers, as integers invent an order.",
    doubt="A network with hidden layers can take an order apart again; a linear model cannot.",
    base=Trial(
        data=part("nominal", scaling="standard"),
        model=mlp((32,)),
        optimizer=part("adam"),
        epochs=30,
    ),
    methods=tuple(network(codes, depth) for depth in DEPTHS for codes in CODES),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="P4",
            text="One-hot codes score better than integers, with and without hidden layers.",
            pairs=tuple((f"one-hot, {depth}", f"integers, {depth}") for depth in DEPTHS),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test accuracy over depth",
            y=("test_score",),
            x_label="hidden layers",
            y_label="test accuracy in %",
        ),
    ),
    own_data=True,
    scales=(quick(rates=(0.001, 0.01, 0.1)),),
)
