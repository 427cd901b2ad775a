"""Glorot's, orthogonal and sparse weights in a tanh network of ten layers, each at its own best learning rate.

Sparse weights are as published for tanh (Sutskever 2013, section 3.1): 15 incoming weights a unit, N(0, 1) times 0.25;
but biases stay 0, where the paper sets 0.5.
A first run took the standard deviation for sigmoid units, 1, with which tanh saturates. The first form then counted
whole epochs to a target, a step too coarse: most pairs were open. Now it is the mean score over the start of training,
for which the best rate was the last of the grid, 0.1, so that it goes on to 0.3.
Cost: 4 methods x 5 rates x 5 replicates of a ten-layer network, and up to 40 of each at its best rate; 20 seconds on
two cores.
Run: python -m experiments.run tanh_initialization
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import START
from experiments.catalog.scales import full, quick
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Study, method

SPARSE = part("sparse", connections=15, stddev=0.25)


def network(initializer: Part) -> Part:
    """Ten hidden layers of 32 tanh units."""
    return mlp((32,) * 10, "tanh", initializer)


def faster(id: str, text: str, treatment: str, baseline: str, headline: bool = False) -> Claim:
    """The claim that from some weights a network starts faster."""
    pair = (treatment, baseline)
    return Claim(id=id, text=text, pairs=(pair,), measure="early_score", margin=0.02, reason=START, headline=headline)


STUDY = Study(
    name="tanh_initialization",
    title="Orthogonal and sparse weights",
    question="Do orthogonal weights, or sparse ones with momentum, train a deep tanh network faster than Glorot's?",
    notes="Orthogonal weights (Saxe 2014) train deep networks faster. Sparse weights with momentum (Sutskever 2013) "
    "train fast.",
    doubt="Both were shown on linear networks or autoencoders; ten tanh layers may be too few.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=network(part("glorot_normal")),
        optimizer=part("momentum", momentum=0.9),
        epochs=15,
        early="steps",
    ),
    methods=(
        method("Glorot"),
        method("orthogonal", model=network(part("orthogonal"))),
        method("sparse", model=network(SPARSE)),
        method(
            "sparse (no momentum)",
            model=network(SPARSE),
            optimizer=part("momentum", momentum=0.0),
            rates=(0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
        ),
    ),
    rates=(0.003, 0.01, 0.03, 0.1, 0.3),
    claims=(
        faster(
            "I6", "Orthogonal weights let a deep tanh network start faster than Glorot's.", "orthogonal", "Glorot", True
        ),
        faster("I8", "With momentum, sparse weights start faster than Glorot's.", "sparse", "Glorot", headline=True),
        faster("I8", "Sparse weights need momentum to start fast.", "sparse", "sparse (no momentum)"),
    ),
    scales=(quick(rates=(0.003, 0.01, 0.03)), full(epochs=50)),
    hero="learning",
)
