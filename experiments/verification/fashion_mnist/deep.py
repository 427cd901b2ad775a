"""A hundred hidden layers of 100 units, five epochs: SELU with LeCun's weights, ReLU with He's."""

from dataclasses import replace

from experiments.spec import part
from experiments.store import Results
from experiments.study import BASE as SAME
from experiments.study import Study, method
from experiments.verification.check import Check
from experiments.verification.fashion_mnist.data import BASE
from experiments.verification.fashion_mnist.printed import last_epoch

SEEDS, LAYERS, UNITS = 3, 100, 100
# final training loss, validation accuracy
PUBLISHED = {"SELU": (0.5401, 0.8046), "ReLU": (0.7892, 0.7054)}
STUDY = Study(
    name="fashion_mnist_deep",
    title="A hundred layers on Fashion-MNIST",
    question="Could the printed runs be ours?",
    notes="Plain SGD at a rate of 0.001 on inputs of mean 0 and standard deviation 1.",
    doubt="A single run says nothing of its spread.",
    base=replace(
        BASE, data=BASE.data.but(scaling="standard"), model=BASE.model.but(hidden=(UNITS,) * LAYERS), epochs=5
    ),
    methods=(
        method("SELU", model=part(SAME, activation=part("selu"), initializer=part("lecun_normal"))),
        method("ReLU"),
    ),
    rates=(0.001,),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def checks(results: Results) -> list[Check]:
    """The last training loss and validation accuracy of each activation."""
    return last_epoch(results, PUBLISHED, 5, "100 layers of ")
