"""Signal and gradient through twenty untrained layers, by the spread of the initial weights.

What is said of Glorot's weights was first one claim about the signal of tanh and sigmoid together. They differ: tanh
has slope 1 at 0, a sigmoid at most 1/4, so that its gradient must fade by about 4 a layer, 12 powers of ten in all. Now
each activation has its parts. A sigmoid's outputs differ from unit to unit even where they tell no rows apart, so that
its gradient says more than its signal. That LeCun's weights suit SELU was not asked at all.
Cost: 17 methods x 10 passes through an untrained network; 20 seconds on two cores.
Run: python -m experiments.run signal
"""

from experiments.catalog.parts import UNTRAINED
from experiments.chart import Chart
from experiments.spec import Part, part
from experiments.study import THEORY, Claim, Method, Study, method

DECADE = "a factor of ten over twenty layers is an eighth in each"
FIXED = part("random_normal", stddev=0.1768)  # He's spread at 64 inputs
RELU = ("He", "He average", "Glorot", "LeCun", "std 0.01", "std 1")
INITIALIZERS = {
    "He": part("he_normal"),
    "He average": part("he_average"),
    "Glorot": part("glorot_normal"),
    "LeCun": part("lecun_normal"),
    "std 0.01": part("random_normal", stddev=0.01),
    "std 1": part("random_normal", stddev=1.0),
}


def signal(label: str, activation: str, initializer: Part, width: int = 64) -> Method:
    """One pass through twenty hidden layers."""
    options = {"activation": part(activation), "initializer": initializer, "depth": 20, "width": width}
    return method(label, simulation=part("signal", **options), data=part("base"))


STUDY = Study(
    name="signal",
    title="Signal and initial weights",
    question="Which spread of the initial weights lets signal and gradient through twenty layers?",
    notes="The spread of random weights should follow the number of inputs. With N(0, 1) weights sigmoid units "
    "saturate. Glorot's variance keeps signal and gradient for sigmoid and tanh. He's suits ReLU.",
    doubt="The derivations hold for wide layers and nearly linear units; a sigmoid is neither linear nor centred at 0.",
    base=UNTRAINED,
    methods=(
        *(signal(f"ReLU ({name})", "relu", INITIALIZERS[name]) for name in RELU),
        *(signal(f"{width} ReLU (He)", "relu", part("he_normal"), width) for width in (16, 256)),
        *(signal(f"{width} ReLU (std 0.18)", "relu", FIXED, width) for width in (16, 256)),
        signal("tanh (Glorot)", "tanh", part("glorot_normal")),
        signal("tanh (std 0.01)", "tanh", INITIALIZERS["std 0.01"]),
        signal("tanh (std 1)", "tanh", INITIALIZERS["std 1"]),
        *(signal(f"SELU ({name})", "selu", INITIALIZERS[name]) for name in ("LeCun", "He")),
        signal("sigmoid (Glorot)", "sigmoid", part("glorot_normal")),
        signal("sigmoid (std 1)", "sigmoid", INITIALIZERS["std 1"]),
    ),
    claims=(
        Claim(
            id="I2",
            text="A spread that follows the number of inputs keeps the signal better than a fixed one of 0.01 or 1.",
            pairs=(("ReLU (He)", "ReLU (std 0.01)"), ("ReLU (He)", "ReLU (std 1)")),
            measure="forward_change",
            margin=1,
            reason=DECADE,
        ),
        Claim(
            id="I2",
            text="A fixed spread that suits layers of 64 units suits neither 16 nor 256; one that follows the number "
            "of inputs suits both.",
            pairs=(("16 ReLU (He)", "16 ReLU (std 0.18)"), ("256 ReLU (He)", "256 ReLU (std 0.18)")),
            measure="forward_change",
            margin=1,
            reason=DECADE,
        ),
        Claim(
            id="I3",
            text="With N(0, 1) weights more sigmoid units saturate than with Glorot's.",
            pairs=(("sigmoid (Glorot)", "sigmoid (std 1)"),),
            measure="saturated_at_start",
            margin=0.05,
            reason="one output in twenty at its bounds leaves a layer nearly whole",
        ),
        *(
            Claim(
                id="I4",
                text=f"Glorot's weights keep the {what} through {name} layers: it changes by less than a factor of "
                "ten.",
                pairs=((f"{name} (Glorot)", THEORY),),
                measure=measure,
                margin=1,
                reason=DECADE,
                kind="exact",
                headline=(name, what) == ("tanh", "gradient"),
            )
            for name in ("tanh", "sigmoid")
            for what, measure in {"signal": "forward_change", "gradient": "backward_change"}.items()
        ),
        Claim(
            id="I5",
            text="He's weights, by either formula, keep the signal through ReLU layers better than Glorot's and "
            "LeCun's.",
            pairs=tuple(
                (f"ReLU ({he})", f"ReLU ({old})") for he in ("He", "He average") for old in ("Glorot", "LeCun")
            ),
            measure="forward_change",
            margin=1,
            reason=DECADE,
        ),
        Claim(
            id="I5",
            text="LeCun's weights keep the gradient through SELU layers better than He's.",
            pairs=(("SELU (LeCun)", "SELU (He)"),),
            measure="backward_change",
            margin=1,
            reason=DECADE,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Signal on its way up, ReLU",
            x="depth",
            y=("activation_std",),
            x_label="hidden layer",
            y_label="standard deviation of the outputs",
            methods=tuple(f"ReLU ({name})" for name in RELU),
            y_log=True,
        ),
        Chart(
            kind="curves",
            title="Gradient on its way down, tanh and sigmoid",
            x="depth",
            y=("gradient_norm",),
            x_label="hidden layer",
            y_label="gradient, root mean square",
            methods=("tanh (Glorot)", "tanh (std 0.01)", "tanh (std 1)", "sigmoid (Glorot)", "sigmoid (std 1)"),
            y_log=True,
        ),
        Chart(
            kind="curves",
            title="Saturated outputs",
            x="depth",
            y=("saturated_share",),
            x_label="hidden layer",
            y_label="share of outputs at their bounds",
            methods=("tanh (Glorot)", "tanh (std 1)", "sigmoid (Glorot)", "sigmoid (std 1)"),
        ),
    ),
    contest=False,
)
