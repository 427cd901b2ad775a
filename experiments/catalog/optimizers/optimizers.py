"""Nine optimizers on one network, each at its own best learning rate, and Adam at its default rate.

The first form trained at a constant rate, whose last steps left the score to chance: AdaMax, Nadam and AdamW could not
be told from Adam within a point and a half. Now the rate falls in the second half of training, for all of them. That
shortens a training at a small rate, so that Adam's default is also tried at a constant one, as a default is used. How
fast they are was asked here, too, by epochs to a target that most reached in one to four; it is the study
`optimizer_speed` now.
Cost: 9 methods x 8 rates x 5 replicates of a small network, and up to 40 of each at its best rate; 40 seconds on two
cores with the digits.
Run: python -m experiments.run optimizers
"""

from experiments.catalog.parts import SETTLING, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NETWORK = mlp((64, 64, 64))
CONSTANT = ", held constant"

STUDY = Study(
    name="optimizers",
    title="Optimizers",
    question="Which optimizer, at its own best learning rate, ends best?",
    notes="Adam is a good default without tuning; AdaMax, Nadam and AdamW improve on it.",
    doubt="Most such comparisons use one learning rate for all methods. Here each method tries the same rates and is "
    "reported at its own best. A small network on easy data may forgive any optimizer.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=NETWORK,
        optimizer=part("sgd"),
        schedule=SETTLING,
        epochs=20,
    ),
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
        method(f"Adam{CONSTANT}", optimizer=part("adam"), schedule=None),
        method(f"Adam at 0.001{CONSTANT}", rates=(0.001,), optimizer=part("adam"), schedule=None),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        *(
            Claim(
                id="M6",
                text=f"Adam needs no tuning: at its default rate of 0.001{how} it does as well as at its best rate.",
                pairs=((f"Adam at 0.001{how}", f"Adam{how}"),),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
                kind="at least as good",
                headline=how == CONSTANT,
            )
            for how in (CONSTANT, "")
        ),
        *(
            Claim(
                id="M7",
                text=f"{variant} improves on Adam.",
                pairs=((variant, "Adam"),),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
                headline=variant == "AdamW",
            )
            for variant in ("AdaMax", "Nadam", "AdamW")
        ),
    ),
    scales=(quick(rates=(0.001, 0.01, 0.1, 1.0)),),
)
