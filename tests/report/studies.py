"""Two studies whose invented results have known verdicts."""

from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

POINT = "less than half a percentage point would not change anybody's choice"
EPOCH = "one pass over the data is the finest step that the curves resolve"


def network(activation: str, initializer: str) -> Part:
    """Ten hidden layers of 32 units."""
    return part("mlp", hidden=(32,) * 10, activation=part(activation), initializer=part(initializer))


def unit(label: str, activation: str, initializer: str = "he_normal") -> Method:
    """The network with one activation and the initial weights made for it."""
    return method(label, model=network(activation, initializer))


ACTIVATIONS = Study(
    name="activations",
    title="Activations",
    question="In a ten-layer network, which activation trains best at its own best learning rate?",
    notes="Sigmoid and tanh saturate and the gradient vanishes with depth. ReLU keeps it alive, but its units die; "
    "LeakyReLU and PReLU prevent that. ELU needs fewer epochs. SELU with LeCun weights trains deep dense networks. "
    "GELU, SiLU and Mish match or beat ELU and ReLU.",
    doubt="With initial weights made for each activation and a tuned rate, much of the gap may close.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=network("relu", "he_normal"),
        optimizer=part("adam"),
        epochs=30,
        stopping=part("early_stopping", patience=30),
        diagnostics="light",
    ),
    methods=(
        unit("sigmoid", "sigmoid", "glorot_normal"),
        unit("tanh", "tanh", "glorot_normal"),
        unit("ReLU", "relu"),
        unit("LeakyReLU", "leaky_relu"),
        unit("PReLU", "prelu"),
        unit("ELU", "elu"),
        unit("SELU", "selu", "lecun_normal"),
        unit("GELU", "gelu"),
        unit("SiLU", "silu"),
        unit("Mish", "mish"),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="A2",
            text="Sigmoid and tanh saturate: a deep network learns better with ReLU.",
            pairs=(("ReLU", "sigmoid"), ("ReLU", "tanh")),
            measure="test_score",
            margin=0.005,
            reason=POINT,
        ),
        Claim(
            id="A3",
            text="ReLU keeps gradients alive: on their way to the first layer they shrink less than with sigmoid.",
            pairs=(("ReLU", "sigmoid"),),
            measure="gradient_decay",
            margin=1,
            reason="one power of ten over ten layers is a fifth of the strength lost in each",
        ),
        Claim(
            id="A5",
            text="LeakyReLU and PReLU prevent dead units.",
            pairs=(("LeakyReLU", "ReLU"), ("PReLU", "ReLU")),
            measure="dead_share",
            margin=0.02,
            reason="one dead unit in fifty leaves the network nearly whole",
        ),
        Claim(
            id="A7",
            text="ELU needs fewer epochs than ReLU.",
            pairs=(("ELU", "ReLU"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="A8",
            text="SELU trains a deep dense network better than ReLU.",
            pairs=(("SELU", "ReLU"),),
            measure="test_score",
            margin=0.005,
            reason=POINT,
        ),
        Claim(
            id="A9",
            text="GELU, SiLU and Mish match or beat ReLU and ELU.",
            pairs=tuple((new, old) for new in ("GELU", "SiLU", "Mish") for old in ("ReLU", "ELU")),
            measure="test_score",
            margin=0.005,
            reason=POINT,
            kind="at least as good",
        ),
    ),
)

NETWORK = part("mlp", hidden=(64, 64, 64), activation=part("relu"), initializer=part("he_normal"))
FASTER = ("Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdaMax", "Nadam", "AdamW")

OPTIMIZERS = Study(
    name="optimizers",
    title="Optimizers",
    question="Which optimizer, at its own best learning rate, is best, and which is fastest?",
    notes="Plain SGD wanders and is the slowest. Momentum is faster, Nesterov at least as fast. AdaGrad's step shrinks "
    "until it stops, RMSProp repairs that. Adam is a good default without tuning; AdaMax, Nadam and AdamW improve on "
    "it.",
    doubt="Most such comparisons use one learning rate for all methods. Here each method tries the same rates and is "
    "reported at its own best. A small network on easy data may forgive any optimizer.",
    base=Trial(data=part("digits", scaling="standard"), model=NETWORK, optimizer=part("sgd"), epochs=30),
    methods=(
        method("SGD", optimizer=part("sgd")),
        method("Momentum", optimizer=part("momentum", momentum=0.9)),
        method("Nesterov", optimizer=part("nesterov", momentum=0.9)),
        method("AdaGrad", optimizer=part("adagrad")),
        method("RMSProp", optimizer=part("rmsprop")),
        method("Adam", optimizer=part("adam")),
        method("AdaMax", optimizer=part("adamax")),
        method("Nadam", optimizer=part("nadam")),
        method("AdamW", optimizer=part("adamw")),
        method("Adam at 0.001", rates=(0.001,), optimizer=part("adam")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    claims=(
        Claim(
            id="M1",
            text="Plain SGD is the slowest optimizer.",
            pairs=tuple((label, "SGD") for label in FASTER),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="M2",
            text="Momentum is faster than plain SGD.",
            pairs=(("Momentum", "SGD"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="M3",
            text="Nesterov is at least as fast as momentum.",
            pairs=(("Nesterov", "Momentum"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
            kind="at least as good",
        ),
        Claim(
            id="M5",
            text="RMSProp trains further than AdaGrad, whose steps shrink.",
            pairs=(("RMSProp", "AdaGrad"),),
            measure="train_loss",
            margin=0.01,
            reason="a hundredth of a nat is one badly misjudged sample in a few hundred",
        ),
        Claim(
            id="M6",
            text="Adam needs no tuning: at its default rate of 0.001 it does as well as at its best rate.",
            pairs=(("Adam at 0.001", "Adam"),),
            measure="test_score",
            margin=0.005,
            reason=POINT,
            kind="at least as good",
        ),
        Claim(
            id="M7",
            text="AdaMax, Nadam and AdamW improve on Adam.",
            pairs=tuple((label, "Adam") for label in ("AdaMax", "Nadam", "AdamW")),
            measure="test_score",
            margin=0.005,
            reason=POINT,
        ),
    ),
)
