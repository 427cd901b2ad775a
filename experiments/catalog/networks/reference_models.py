"""A plain network beside a constant guess, a linear model and scikit-learn's gradient boosting, on the same splits.

The reference models have nothing to tune but the linear model's penalty, which validation rows choose; the networks
choose their learning rates. Two networks see the table as networks are said to like it. Images and sequences are left
out: there the reference models are no yardstick.
Cost: 3 methods x 5 rates x 13 replicates of a small network, and 30 fits of reference models; half a minute on two
cores with the digits.
Run: python -m experiments.run reference_models
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

BOOSTING, LINEAR = "gradient boosting", "linear model"
NETWORK, RANKED, EMBEDDED = "network", "network on ranks", "network with embeddings"


def reference(label: str, model: str) -> Method:
    """One of the reference models."""
    return method(label, simulation=part("reference_model", model=model), data=part("base"))


def higher(name: str, text: str, treatment: str, baseline: str, kind: str = "better") -> Claim:
    """One has a higher test score than the other."""
    return Claim(name, text, ((treatment, baseline),), "test_score", 0.005, HALF_POINT, kind)


STUDY = Study(
    name="reference_models",
    title="Reference models",
    question="Is a network worth it on this table, or does a simpler model do as well?",
    notes="Beyond the notes: they compare networks with networks alone.",
    doubt="On tables, boosted trees often score higher than networks (Grinsztajn et al. 2022), and on small ones a "
    "linear model may be all that the rows support. Embeddings of numbers close that gap, their authors say (Gorishniy "
    "et al. 2022); on features that are alike already, such as pixels, there may be none to close.",
    base=Trial(
        data=part("digits"),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=60,
        stopping=part("early_stopping", patience=10),
    ),
    methods=(
        method(NETWORK),
        method(RANKED, data=part("base", scaling="quantile")),
        method(EMBEDDED, data=part("base", scaling="quantile"), model=part("base", embedding=part("piecewise_linear"))),
        reference("constant guess", "constant"),
        reference(LINEAR, "linear"),
        reference(BOOSTING, "gradient_boosting"),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        higher("X1", "A network scores higher than a linear model.", NETWORK, LINEAR),
        higher("X2", "Gradient boosting scores higher than a linear model.", BOOSTING, LINEAR),
        higher("X3", "A network scores at least as high as gradient boosting.", NETWORK, BOOSTING, "at least as good"),
        higher("X4", "Features made normal by their ranks raise a network's score.", RANKED, NETWORK),
        higher("X5", "Piecewise linear embeddings of such features raise it further.", EMBEDDED, RANKED),
    ),
    hero="ranking",
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)), full()),
)
