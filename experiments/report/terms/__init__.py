"""The words that pages use, a file a field: term -> one plain sentence, or a few; and which words are treated apart."""

# words so common that a link at each would only disturb
COMMON = frozenset({"class", "learning", "mean", "n", "open", "step", "training", "unit", "weight"})

# statistics' word, deep learning's word for the same thing
PAIRS = (
    ("parameter", "weight"),
    ("intercept", "bias"),
    ("estimation", "learning"),
    ("fitting", "training"),
    ("regression or classification", "supervised learning"),
    ("clustering and density estimation", "unsupervised learning"),
    ("independent variable", "feature"),
    ("dependent variable", "label"),
    ("observation", "sample"),
    ("negative log-likelihood", "cross-entropy"),
    ("link function", "activation function"),
    ("ridge penalty", "weight decay"),
    ("hold-out data", "test data"),
    ("dummy variable", "one-hot code"),
    ("multinomial logistic regression", "softmax layer"),
)
