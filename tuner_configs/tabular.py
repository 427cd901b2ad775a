"""Which network for a small table, classification or regression? Try `--dataset yours.csv` and `--nested 5`."""

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Int, Search

SEARCH = Search(
    name="tabular",
    title="A network for a small table",
    question="Which size, regularisation and rate for a table?",
    model=part("mlp", hidden=(64,)),
    data=part("breast_cancer"),
    space=(
        Choice("model.hidden", ((16,), (64,), (64, 64))),
        Choice("data.scaling", ("standard", "min_max")),
        Float("model.dropout", 0.0, 0.5),
        Float("model.l2", 1e-6, 1e-1, "log"),
        Float("optimizer.learning_rate", 3e-4, 1e-1, "log"),
        Int("batch_size", 16, 64, "log", step=2),
    ),
    oracle="random",
    budget=Budget(trials=64, epochs=40, replicates=3),
)
