"""Cross-entropy, its form in bits and squared error in classification, from good starts and from bad ones.

A bad start: weights of standard deviation 0.5 (in a first run 1), so that the softmax is nearly always sure and mostly
wrong. Such weights also cost some of the score, so that with either loss many networks never come near the target that
good starts set. A first claim compared the epochs to it, thus rather where networks end, and was open; that on the
start of training took its place after that had been seen. That cross-entropy ends better was one claim about two
optimizers; now each has its own. At the quick scale training was half as long, so that nothing of it counted at the
standard one. The likelihood is in bits, which makes the
gradient 1 / ln 2 times larger; with rates ln 2 times smaller training is the same.
Cost: 7 methods x 5 to 8 rates x 5 replicates of a small network, and up to 40 at the best rate; half a minute on
two cores with the digits.
Run: python -m experiments.run objectives
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH, HALF_POINT, START
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

LN_2 = 0.6931471805599453
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
ADAM = (0.0003, 0.001, 0.003, 0.01, 0.03)
SQUARED = part("softmax_squared_error")
ENTROPY = part("cross_entropy")
BITS = part("negative_log_likelihood", from_logits=True)
BAD = part("base", initializer=part("random_normal", stddev=0.5))
SAME = (("log-likelihood in bits", "cross-entropy"), ("cross-entropy", "log-likelihood in bits"))

STUDY = Study(
    name="objectives",
    title="Objectives in classification",
    question="In classification, does cross-entropy beat squared error, each at its own best learning rate?",
    notes="Cross-entropy reaches a better test score than squared error, and it has no slow start where the network "
    "is badly wrong. Negative log-likelihood with one-hot labels is the same thing.",
    doubt="Squared error's small gradients may only call for a larger learning rate, or for an optimizer that takes no "
    "notice of the gradient's size. Hui and Belkin (2021) found squared error as good on many tasks.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64)),
        optimizer=part("momentum", momentum=0.9),
        loss=ENTROPY,
        epochs=20,
        diagnostics="light",
        early="steps",
    ),
    methods=(
        method("cross-entropy"),
        method("squared error", loss=SQUARED),
        method("log-likelihood in bits", rates=tuple(LN_2 * rate for rate in RATES), loss=BITS),
        method("cross-entropy from a bad start", model=BAD),
        method("squared error from a bad start", model=BAD, loss=SQUARED),
        method("cross-entropy with Adam", ADAM, optimizer=part("adam"), scale="standard"),
        method("squared error with Adam", ADAM, optimizer=part("adam"), loss=SQUARED, scale="standard"),
    ),
    rates=RATES,
    claims=(
        Claim(
            id="O2",
            text="From weights that make it badly wrong, a network learns faster with cross-entropy.",
            pairs=(("cross-entropy from a bad start", "squared error from a bad start"),),
            measure="early_score",
            margin=0.02,
            reason=START,
            headline=True,
        ),
        *(
            Claim(
                id="O3",
                text=f"With {optimizer}, cross-entropy reaches a better test score than squared error.",
                pairs=((f"cross-entropy{suffix}", f"squared error{suffix}"),),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
                headline=optimizer == "momentum",
            )
            for optimizer, suffix in {"momentum": "", "Adam": " with Adam"}.items()
        ),
        Claim(
            id="O5",
            text="Negative log-likelihood in bits, at rates ln 2 times smaller, scores as cross-entropy does.",
            pairs=SAME,
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
        Claim(
            id="O5",
            text="It takes as many epochs, too.",
            pairs=SAME,
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="epochs",
            title="Strength of the gradient",
            y=("gradient_norm",),
            x_label="epoch",
            y_label="gradient norm, mean over the hidden layers",
            methods=(
                "cross-entropy",
                "squared error",
                "cross-entropy from a bad start",
                "squared error from a bad start",
            ),
            y_log=True,
        ),
        Chart(
            kind="measures",
            title="Score and speed",
            x="epochs_to_target",
            y=("test_score",),
            x_label="epochs to target",
            y_label="test score",
        ),
    ),
    task="classification",
    scales=(quick(thin=2, rates=RATES[::2]),),
    hero="learning",
)
