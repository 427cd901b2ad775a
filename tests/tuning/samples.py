"""Small searches that several tests share."""

from dataclasses import replace

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Int, Layers, Search, When

SPACE = (
    Choice("optimizer", ("sgd", "momentum")),
    Float("optimizer.learning_rate", 1e-3, 1.0, "log"),
    Float("optimizer.momentum", 0.5, 0.99, when=When("optimizer", ("momentum",))),
)
ONE_PROGRAM = (Float("optimizer.learning_rate", 1e-3, 1.0, "log"), Float("model.l2", 0.0, 0.5))
MIXED = (
    Choice("model.activation", ("relu", part("leaky_relu", negative_slope=0.1))),
    Choice("schedule", (None, "one_cycle")),
    Int("depth", 1, 3),
    Int("width", 8, 32, "log", step=2),
    Choice("optimizer", ("adam", "momentum", "nesterov")),
    Float("optimizer.learning_rate", 1e-4, 1e-2, "log", when=When("optimizer", ("adam",))),
    Float("optimizer.learning_rate", 1e-2, 1.0, "log", when=When("optimizer", ("momentum", "nesterov"))),
    Float("optimizer.momentum", 0.5, 0.9, step=0.1, when=When("optimizer", ("momentum", "nesterov"))),
    Int("batch_size", 8, 16),
    Choice("model.hidden_unused", (True, False)),
)


def search(**changes) -> Search:
    """A search on wine that takes milliseconds a trial."""
    budget = Budget(trials=8, epochs=4, confirmed=2, confirmations=2)
    made = Search(
        name="small",
        title="Small",
        question="Which rate?",
        space=ONE_PROGRAM,
        model=part("mlp", hidden=(8,)),
        data=part("wine"),
        budget=budget,
        batch=4,
    )
    own = {name: changes.pop(name) for name in ("trials", "epochs", "replicates", "confirmed") if name in changes}
    return replace(made, budget=replace(budget, **own), **changes)


LAYERS = Layers()
