"""How much dropout, weight penalty, bound on weights and patience does a network need that is too large?"""

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Int, Search

SEARCH = Search(
    name="regularization",
    title="Regularisation of a large network on few rows",
    question="How much dropout, L2 penalty, max-norm bound and patience?",
    model=part("mlp", hidden=(256, 256)),
    data=part("digits", train_rows=300),
    optimizer=part("adam", learning_rate=0.001),
    stopping=part("early_stopping", patience=5),
    space=(
        Float("model.dropout", 0.0, 0.7),
        Float("model.l2", 1e-6, 1e-2, "log"),
        Float("model.max_norm", 0.5, 5.0, "log"),
        Int("stopping.patience", 2, 20, "log"),
        Choice("optimizer.learning_rate", (0.0003, 0.001, 0.003)),
    ),
    oracle="bayesian",
    budget=Budget(trials=48, epochs=40, replicates=2),
)
