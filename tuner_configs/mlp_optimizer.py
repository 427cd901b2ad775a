"""Which optimizer, at which rate, with which memory and schedule, trains a small network best?"""

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Search, When

MOMENTUM, ADAM = ("momentum", "nesterov"), ("adam", "adamw", "nadam")

SEARCH = Search(
    name="mlp_optimizer",
    title="Optimizer of a small network",
    question="Which optimizer, rate, momentum and schedule?",
    model=part("mlp", hidden=(64, 64)),
    space=(
        Choice("optimizer", (*MOMENTUM, *ADAM, "rmsprop")),
        Float("optimizer.learning_rate", 1e-3, 1.0, "log", when=When("optimizer", MOMENTUM)),
        Float("optimizer.learning_rate", 1e-4, 1e-1, "log", when=When("optimizer", (*ADAM, "rmsprop"))),
        Float("optimizer.momentum", 0.5, 0.99, when=When("optimizer", MOMENTUM)),
        Float("optimizer.beta_1", 0.5, 0.99, when=When("optimizer", ADAM)),
        Float("optimizer.beta_2", 0.9, 0.9999, when=When("optimizer", ADAM)),
        Choice("schedule", (None, "one_cycle")),
    ),
    oracle="bayesian",
    budget=Budget(trials=64, epochs=20),
)
