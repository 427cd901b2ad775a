"""Which shape of a fully connected network, with which activation, initial weights, normalisation and dropout?

Depth, width, activation and normalisation each change the compiled program, so most trials here share none: the
search gains less from stacks than the others do.
"""

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Int, Layers, Search

SEARCH = Search(
    name="mlp_architecture",
    title="Architecture of a fully connected network",
    question="How deep, how wide, with which activation, initial weights, normalisation and dropout?",
    model=part("mlp"),
    optimizer=part("adam", learning_rate=0.001),
    layers=Layers(to="model.hidden", depth="depth", width="width"),
    space=(
        Int("depth", 1, 3),
        Int("width", 32, 128, "log", step=2),
        Choice("model.activation", ("relu", "elu", "silu")),
        Choice("model.initializer", ("he_normal", "glorot_uniform", "lecun_normal")),
        Choice("model.batch_normalization", (None, "before")),
        Float("model.dropout", 0.0, 0.5),
        Float("optimizer.learning_rate", 3e-4, 3e-2, "log"),
    ),
    oracle="hyperband",
    budget=Budget(trials=32, epochs=27),
)
