"""Softmax, likelihood and cross-entropy on random numbers, against their identities.

Cost: simulations on random numbers; seconds.
Run: python -m experiments.run entropies
"""

from experiments.catalog.reasons import ROUND_OFF
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import THEORY, Claim, Study, method

STUDY = Study(
    name="entropies",
    title="Softmax, likelihood and entropy",
    question="Are the identities that the notes state of softmax, likelihood and entropy true?",
    notes="Softmax pushes down all but the largest input; its outputs lie in (0, 1) and sum to 1, and sigmoid(x) is "
    "the first output of softmax([x, 0]). Negative log-likelihood reads only the true class's output; with one-hot "
    "labels it equals cross-entropy. H(p, q) ≥ H(p), equal only when q = p; the difference is a distance in bits.",
    doubt="In bits the likelihood differs from cross-entropy in nats by a factor ln 2. The difference of the entropies "
    "is no distance in the strict sense, as it is not symmetric. How far softmax pushes down all but the largest "
    "depends on the inputs' scale.",
    base=None,
    methods=(
        method("softmax", simulation=part("softmax_identities")),
        method("likelihood", simulation=part("likelihood_identity")),
        method("entropy", simulation=part("cross_entropy_bound")),
    ),
    claims=(
        Claim(
            id="O4",
            text="Softmax outputs sum to 1, pᵢ / pₖ = exp(zᵢ − zₖ), and sigmoid(x) is the first of softmax([x, 0]).",
            pairs=(("softmax", THEORY),),
            measure="error",
            margin=1e-6,
            reason=ROUND_OFF,
            kind="exact",
        ),
        Claim(
            id="O4",
            text="Every softmax output lies in (0, 1).",
            pairs=(("softmax", THEORY),),
            measure="outside",
            margin=0.5,
            reason="one output outside would be one too many",
            kind="exact",
        ),
        Claim(
            id="O4",
            text="The largest input gets the largest output.",
            pairs=(("softmax", THEORY),),
            measure="moved",
            margin=0.5,
            reason="one sample would be one too many",
            kind="exact",
        ),
        Claim(
            id="O5",
            text="Negative log-likelihood reads only the true class's output and equals cross-entropy with one-hot "
            "labels, in bits up to a factor ln 2: as a loss, as a gradient and in training.",
            pairs=(("likelihood", THEORY),),
            measure="error",
            margin=1e-6,
            reason=ROUND_OFF,
            kind="exact",
        ),
        Claim(
            id="O6",
            text="H(p, q) ≥ H(p) = H(p, p), and the difference is the Kullback-Leibler divergence.",
            pairs=(("entropy", THEORY),),
            measure="error",
            margin=1e-6,
            reason=ROUND_OFF,
            kind="exact",
        ),
        Claim(
            id="O6",
            text="Only q = p reaches H(p): the excess grows at least like the squared distance of q from p.",
            pairs=(("entropy", THEORY),),
            measure="bound_shortfall",
            margin=1e-6,
            reason=ROUND_OFF,
            kind="exact",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Cross-entropy of a coin that shows heads in 30 % of throws",
            x="q",
            y=("H(p, q)", "H(p)"),
            x_label="guessed probability of heads q",
            y_label="bits",
            methods=("entropy",),
            marks=(("x", 0.3, "q = p"),),
        ),
        Chart(
            kind="curves",
            title="What softmax makes of ten inputs, by their scale",
            x="scale",
            y=("softmax of the largest", "plain share of the largest", "all others pushed down"),
            x_label="largest possible input",
            y_label="share",
            methods=("softmax",),
            x_log=True,
        ),
        Chart(
            kind="curves",
            title="The same network, trained by either loss",
            x="step",
            y=("cross-entropy", "likelihood in nats"),
            x_label="step",
            y_label="loss in nats",
            methods=("likelihood",),
        ),
    ),
    contest=False,
)
