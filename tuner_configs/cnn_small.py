"""Which small convolutional network suits small images?"""

from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Search

SEARCH = Search(
    name="cnn_small",
    title="A small convolutional network",
    question="How many feature maps, which pooling, how much dropout, at which rate?",
    model=part("cnn"),
    optimizer=part("adam", learning_rate=0.001),
    space=(
        Choice("model.filters", ((8, 16), (16, 32))),
        Choice("model.pooling", ("max", "average")),
        Float("model.dropout", 0.0, 0.5),
        Float("optimizer.learning_rate", 3e-4, 3e-2, "log"),
    ),
    oracle="random",
    budget=Budget(trials=32, epochs=15, confirmed=3, confirmations=3),
)
