"""Six optimizers, each at its own best rate, on six layers and inputs that are not centred, which are hard to train.

The first form used three layers and standardised inputs, which every optimizer learned in one to four epochs, and
counted whole epochs: nothing could be told apart, and "at least as fast" could not fail. Inputs from 0 to 1 share a
large mean, which makes one direction of the loss much steeper than all others. Now it is the steps to the target, as
logarithms, scored within the first epochs as well.
Cost: 6 methods x 8 rates x 5 replicates of a six-layer network, and up to 40 of each at its best rate; 30 seconds on
two cores with the digits.
Run: python -m experiments.run optimizer_speed
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import QUARTER
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

FASTER = ("Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")


def speed(id: str, text: str, treatment: str, baseline: str, kind: str = "better", headline: bool = True) -> Claim:
    """The claim that one optimizer reaches the target sooner than another."""
    return Claim(
        id=id,
        text=text,
        pairs=((treatment, baseline),),
        measure="log_steps_to_target",
        margin=0.32,
        reason=QUARTER,
        kind=kind,
        headline=headline,
    )


STUDY = Study(
    name="optimizer_speed",
    title="Speed of optimizers",
    question="Which optimizer, at its own best learning rate, gets there first?",
    notes="Plain SGD is the slowest. Momentum is faster, Nesterov at least as fast.",
    doubt="On easy data a large rate makes plain SGD as fast as any. Each method tries the same rates and takes the "
    "one with which it is fastest.",
    base=Trial(
        data=part("digits", scaling="min_max"), model=mlp((32,) * 6), optimizer=part("sgd"), epochs=10, early="steps"
    ),
    methods=(
        method("SGD", optimizer=part("sgd")),
        method("Momentum", optimizer=part("momentum", momentum=0.9)),
        method("Nesterov", optimizer=part("nesterov", momentum=0.9)),
        method("AdaGrad", scale="standard", optimizer=part("adagrad")),
        method("RMSProp", scale="standard", optimizer=part("rmsprop")),
        method("Adam", optimizer=part("adam")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        *(
            speed("M1", f"Plain SGD is slower than {faster}.", faster, "SGD", headline=faster == "Adam")
            for faster in FASTER
        ),
        speed("M2", "Momentum is faster than plain SGD.", "Momentum", "SGD"),
        speed("M3", "Nesterov is at least as fast as momentum.", "Nesterov", "Momentum", "at least as good"),
    ),
    scales=(quick(rates=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3)),),
    hero="learning",
)
