"""Eight optimizers, ten epochs each. The notebook's curve of plain SGD is a copy of momentum's and is left out."""

from experiments.spec import part
from experiments.store import Results
from experiments.study import Study, method
from experiments.verification.check import Check
from experiments.verification.fashion_mnist.data import BASE
from experiments.verification.fashion_mnist.printed import last_epoch

SEEDS = 5
# final training loss, validation accuracy
PUBLISHED = {
    "Momentum": (0.3097, 0.8672),
    "Nesterov": (0.3081, 0.8708),
    "AdaGrad": (0.4511, 0.8424),
    "RMSProp": (0.3437, 0.8636),
    "Adam": (0.2428, 0.8696),
    "AdaMax": (0.2542, 0.8780),
    "Nadam": (0.2402, 0.8740),
    "AdamW": (0.2483, 0.8702),
}
STUDY = Study(
    name="fashion_mnist",
    title="Optimizers on Fashion-MNIST",
    question="Could the printed runs be ours?",
    notes="Eight optimizers at a rate of 0.001, ten epochs.",
    doubt="A single run says nothing of its spread.",
    base=BASE,
    methods=(
        method("Momentum", optimizer=part("momentum", momentum=0.9)),
        method("Nesterov", optimizer=part("nesterov", momentum=0.9)),
        # Keras's own start and place of epsilon
        method("AdaGrad", optimizer=part("adagrad", initial_accumulator_value=0.1, epsilon_inside=True)),
        method("RMSProp", optimizer=part("rmsprop", rho=0.9)),
        method("Adam", optimizer=part("adam")),
        method("AdaMax", optimizer=part("adamax")),
        method("Nadam", optimizer=part("nadam")),
        method("AdamW", optimizer=part("adamw", weight_decay=1e-5)),
    ),
    rates=(0.001,),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def checks(results: Results) -> list[Check]:
    """Each optimizer's last training loss and validation accuracy."""
    return last_epoch(results, PUBLISHED, 10)
