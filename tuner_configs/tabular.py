"""Which network for a table, classification or regression? Try `--dataset yours.csv` and `--nested 5`.

What helps networks on tables is in the space: features made normal by their ranks, embeddings of numbers (Gorishniy
et al. 2022), wide layers, and long training that early stopping ends. Settings are asked for in batches, so that
`--minutes` can end the search between them.
"""

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Search

SEARCH = Search(
    name="tabular",
    title="A network for a table",
    question="Which size, preparation, regularisation and rate for a table?",
    model=part("mlp", hidden=(64,)),
    data=part("breast_cancer"),
    stopping=part("early_stopping", patience=15),
    space=(
        Choice("model.hidden", ((64,), (64, 64), (256, 256))),
        Choice("data.scaling", ("standard", "quantile")),
        Choice("model.embedding", (None, part("piecewise_linear", bins=32), part("periodic", scale=0.1))),
        Float("model.dropout", 0.0, 0.4),
        Float("model.l2", 1e-6, 1e-2, "log"),
        Float("optimizer.learning_rate", 3e-4, 1e-2, "log"),
        Choice("schedule", (None, "one_cycle")),
        Choice("batch_size", (32, 128)),
    ),
    oracle="random",
    budget=Budget(trials=64, epochs=100, replicates=2),
    batch=16,
)
