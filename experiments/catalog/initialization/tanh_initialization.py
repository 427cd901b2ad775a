"""Glorot's, orthogonal and sparse weights in a tanh network of ten layers, each at its own best learning rate.

Sparse weights are as published for tanh (Sutskever 2013, section 3.1): 15 incoming weights a unit, N(0, 1) times 0.25;
but biases stay 0, where the paper sets 0.5.
A first run took the standard deviation for sigmoid units, 1, with which tanh saturates; it is still a method. That
sparse weights train faster was contradicted there, and is open since.
Cost: 5 methods x 6 rates x 13 replicates of a ten-layer network in one program; 20 seconds on two cores.
Run: python -m experiments.run tanh_initialization
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH
from experiments.catalog.scales import full, quick
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Study, method

SPARSE = part("sparse", connections=15, stddev=0.25)


def network(initializer: Part) -> Part:
    """Ten hidden layers of 32 tanh units."""
    return mlp((32,) * 10, "tanh", initializer)


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
        epochs=20,
    ),
    methods=(
        method("Glorot"),
        method("orthogonal", model=network(part("orthogonal"))),
        method("sparse", model=network(SPARSE)),
        method("sparse (deviation 1)", model=network(part("sparse", connections=15, stddev=1.0))),
        method(
            "sparse (no momentum)",
            model=network(SPARSE),
            optimizer=part("momentum", momentum=0.0),
            rates=(0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
        ),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="I6",
            text="Orthogonal weights train a deep tanh network in fewer epochs than Glorot's.",
            pairs=(("orthogonal", "Glorot"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="I8",
            text="With momentum, sparse weights train in fewer epochs than Glorot's.",
            pairs=(("sparse", "Glorot"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="I8",
            text="Sparse weights need momentum to train fast.",
            pairs=(("sparse", "sparse (no momentum)"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
    ),
    scales=(quick(epochs=10, rates=(0.003, 0.01, 0.03)), full(epochs=50)),
)
