"""Sigmoid units with γ and β learnt, with γ = 1 and β = 0 for good, and not normalised.

The grid of rates reaches up to 30, since a first run had chosen the largest of a shorter one.
The first form asked for both parts together; the inputs answer clearly, and the score by about the margin. Networks
train on 500 rows, which leaves 578 more to judge, at a rate that rises and falls (1cycle).
Cost: two small networks are trained at six rates, and a hundred and more simulations run; 20 seconds.
Run: python -m experiments.run normalised_units
"""

from experiments.catalog.parts import HALF, MOVING, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

NETWORK = mlp((32, 32, 32), "sigmoid", moving=MOVING)
RATES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
FIXED, LEARNT = "fixed γ and β in one layer", "learnt γ and β in one layer"


def seen(label: str, **options: str | bool) -> Method:
    """What enters the second of three sigmoid layers."""
    return method(label, rates=(0.3,), data=part("base"), simulation=part("histogram", steps=150, **options))


STUDY = Study(
    name="normalised_units",
    title="Scale and shift of normalised units",
    question="Do γ and β restore the non-linearity that normalising takes from a sigmoid unit?",
    notes="Normalised inputs lie where a sigmoid is nearly linear. The learnt scale γ and shift β lead them out again, "
    "so that the network keeps its power.",
    doubt="Nothing forces γ to grow, and a third of standard normal inputs lie outside the linear zone anyway. The "
    "linear zone is taken as |z| < 1, where a sigmoid differs from its tangent by less than 0.02.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=NETWORK,
        optimizer=part("sgd"),
        epochs=30,
        schedule=part("one_cycle"),
    ),
    methods=(
        method("the network with fixed γ and β", model=part("base", batch_normalization="frozen")),
        method("the network with learnt γ and β", model=part("base", batch_normalization="before")),
        method(FIXED, rates=RATES, data=part("base"), simulation=part("linear_zone", gamma="fixed", epochs=15)),
        method(LEARNT, rates=RATES, data=part("base"), simulation=part("linear_zone", gamma="learnt", epochs=15)),
        seen("not normalised"),
        seen("γ = 1 and β = 0", batch_normalization="before", frozen=True),
        seen("γ and β learnt", batch_normalization="before"),
    ),
    rates=(0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    claims=(
        Claim(
            id="B7",
            text="With learnt γ and β, fewer of a sigmoid's inputs lie in its linear zone.",
            pairs=((LEARNT, FIXED),),
            measure="linear_zone",
            margin=0.05,
            reason="one input in twenty is the least that would bend what a layer computes",
        ),
        Claim(
            id="B7",
            text="A sigmoid network scores better with learnt γ and β than with γ = 1 and β = 0 for good.",
            pairs=(("the network with learnt γ and β", "the network with fixed γ and β"),),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="histograms",
            title="What enters the second layer's sigmoids after training",
            x="bin",
            y=("trained",),
            x_label="input z of the activation",
            y_label="share of the inputs",
            methods=("not normalised", "γ = 1 and β = 0", "γ and β learnt"),
            marks=(("x", -1.0, "linear zone"), ("x", 1.0, "linear zone")),
        ),
        Chart(
            kind="curves",
            title="Inputs in the linear zone over training",
            x="epoch",
            y=("share",),
            x_label="epoch",
            y_label="share with |z| < 1",
            methods=(FIXED, LEARNT),
        ),
    ),
    contest=False,
    scales=(quick(thin=2, rates=(0.1, 1.0, 10.0)),),
)
