"""Small specs that several tests share."""

from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

SMALL = part("mlp", hidden=(16,), activation=part("tanh"), initializer=part("glorot_normal"))
WINE = part("wine", scaling="standard")


def trial(**changes) -> Trial:
    """A trial that takes milliseconds."""
    fields = {"data": WINE, "model": SMALL, "optimizer": part("sgd", learning_rate=0.05), "batch_size": 16, "epochs": 4}
    return Trial(**{**fields, **changes})


STUDY = Study(
    name="tiny",
    title="Tiny",
    question="Is momentum faster than plain SGD?",
    notes="It is.",
    doubt="It may not be.",
    base=trial(),
    methods=(method("SGD", optimizer=part("sgd")), method("Momentum", optimizer=part("momentum"))),
    rates=(0.01, 0.05),
    claims=(
        Claim("T1", "Momentum is faster.", (("Momentum", "SGD"),), "epochs_to_target", 1, "one pass over the data"),
    ),
    tuning=1,
    replicates=2,
)
