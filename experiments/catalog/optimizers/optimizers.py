"""Nine optimizers on one network, each at its own best learning rate, and Adam at its default rate.

Cost: 9 methods x 8 rates x 13 replicates of a small network; a minute on two cores with the digits.
Run: python -m experiments.run optimizers
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH, HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NETWORK = mlp((64, 64, 64))
FASTER = ("Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdaMax", "Nadam", "AdamW")

STUDY = Study(
    name="optimizers",
    title="Optimizers",
    question="Which optimizer, at its own best learning rate, is best, and which is fastest?",
    notes="Plain SGD wanders and is the slowest. Momentum is faster, Nesterov at least as fast. AdaGrad's step shrinks "
    "until it stops, RMSProp repairs that. Adam is a good default without tuning; AdaMax, Nadam and AdamW improve on "
    "it.",
    doubt="Most such comparisons use one learning rate for all methods. Here each method tries the same rates and is "
    "reported at its own best. A small network on easy data may forgive any optimizer.",
    base=Trial(data=part("digits", scaling="standard"), model=NETWORK, optimizer=part("sgd"), epochs=30),
    methods=(
        method("SGD", optimizer=part("sgd")),
        method("Momentum", optimizer=part("momentum", momentum=0.9)),
        method("Nesterov", scale="standard", optimizer=part("nesterov", momentum=0.9)),
        method("AdaGrad", optimizer=part("adagrad")),
        method("RMSProp", optimizer=part("rmsprop")),
        method("Adam", optimizer=part("adam")),
        method("AdaMax", scale="standard", optimizer=part("adamax")),
        method("Nadam", scale="standard", optimizer=part("nadam")),
        method("AdamW", scale="standard", optimizer=part("adamw")),
        method("Adam at 0.001", rates=(0.001,), optimizer=part("adam")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        Claim(
            id="M1",
            text="Plain SGD is the slowest optimizer.",
            pairs=tuple((faster, "SGD") for faster in FASTER),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="M2",
            text="Momentum is faster than plain SGD.",
            pairs=(("Momentum", "SGD"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="M3",
            text="Nesterov is at least as fast as momentum.",
            pairs=(("Nesterov", "Momentum"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
            kind="at least as good",
        ),
        Claim(
            id="M5",
            text="RMSProp trains further than AdaGrad, whose steps shrink.",
            pairs=(("RMSProp", "AdaGrad"),),
            measure="train_loss",
            margin=0.01,
            reason="a hundredth of a nat is one badly misjudged sample in a few hundred",
        ),
        Claim(
            id="M6",
            text="Adam needs no tuning: at its default rate of 0.001 it does as well as at its best rate.",
            pairs=(("Adam at 0.001", "Adam"),),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
        Claim(
            id="M7",
            text="AdaMax, Nadam and AdamW improve on Adam.",
            pairs=tuple((variant, "Adam") for variant in ("AdaMax", "Nadam", "AdamW")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    scales=(quick(epochs=10, rates=(0.001, 0.01, 0.1, 1.0)),),
)
