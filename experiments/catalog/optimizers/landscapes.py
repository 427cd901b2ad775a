"""Paths of four optimizers over saddles, plateaus and pits.

On level ground no rate is too large, so a rate cannot be tuned there: all optimizers walk at the same rate, once at
0.01, where no rate is named, and once at 0.1. For pits each tries the same rates and is reported at its own best.
Two things were mended after a first run: rates lay too far apart to try those just below instability, and among a
hundred pits in two coordinates nobody ended in the lowest one, so that there is now a row of eleven.
That momentum can roll past a small pit was first asked only of tuned walks, where a large rate throws plain gradient
descent out of pits as well, and only of large pits. It is now asked of small ones, too, and at one rate for both: about
a fifth of 2 / the largest curvature, above which plain gradient descent is unstable.
Cost: simulations on analytic landscapes; half a minute on two cores.
Run: python -m experiments.run landscapes
"""

from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Method, Study, method

OPTIMIZERS = {
    "SGD": part("sgd"),
    "Momentum": part("momentum", momentum=0.9),
    "RMSProp": part("rmsprop"),
    "Adam": part("adam"),
}
ESCAPE = tuple(OPTIMIZERS)[1:]
LEVEL = {"saddle": "saddle", "plateau": "plateau", "monkey_saddle": "monkey saddle"}
SLOW, QUICK = (0.01, 0.1)
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
PITS = {  # name, coordinates, and a rate that is the same for both
    "styblinski_tang": ("four pits", 2, 0.003),
    "rastrigin": ("a row of pits", 1, 0.001),
    "ripples": ("a row of small pits", 1, 0.01),
}
EQUAL = " at an equal rate"


def label(optimizer: str, name: str, rate: float) -> str:
    """The label of a walk; it names the rate if that is the larger one."""
    return f"{optimizer}, {name}" + (f" at {rate:g}" if rate > SLOW else "")


def walk(optimizer: str, landscape: str, name: str, rate: float) -> Method:
    """One walk, from where the landscape tells optimizers apart."""
    path = part("landscape_path", optimizer=OPTIMIZERS[optimizer], landscape=landscape, learning_rate=rate)
    return method(label(optimizer, name, rate), simulation=path)


def grid(landscape: str, *extent: float) -> Method:
    """The landscape itself, for a chart."""
    return method(f"heights of {landscape}", simulation=part("landscape_grid", landscape=landscape, extent=extent))


def descents(optimizer: str, landscape: str, equal: bool = False) -> Method:
    """Many walks from random starts, at all rates or at one."""
    pits, coordinates, rate = PITS[landscape]
    options = {"optimizer": OPTIMIZERS[optimizer], "landscape": landscape, "coordinates": coordinates}
    return method(
        f"{optimizer}, {pits}{EQUAL if equal else ''}",
        (rate,) if equal else RATES,
        simulation=part("global_minimum_share", **options),
    )


def rolls(pits: str, equal: str) -> Claim:
    """The claim that momentum ends in the lowest pit from more places."""
    how = "at an equal rate" if equal else "with each at its best rate"
    return Claim(
        id="M9",
        text=f"Among {pits}, {how}, momentum ends in the lowest one from more places than plain gradient descent.",
        pairs=((f"Momentum, {pits}{equal}", f"SGD, {pits}{equal}"),),
        measure="lowest_share",
        margin=0.05,
        reason="one start in twenty is hardly worth another optimizer",
        headline=pits == "a row of small pits" and bool(equal),
    )


def escapes(landscape: str, text: str) -> Claim:
    """The claim that the others leave level ground sooner than SGD."""
    name = LEVEL[landscape]
    pairs = tuple(
        (label(optimizer, name, rate), label("SGD", name, rate)) for rate in (SLOW, QUICK) for optimizer in ESCAPE
    )
    return Claim(
        id="M8",
        text=text,
        pairs=pairs,
        measure="steps_to_leave",
        margin=10,
        reason="a pause of less than ten steps is none",
    )


def paths(title: str, landscape: str, name: str, rate: float) -> Chart:
    """The paths of all optimizers over one landscape."""
    return Chart(
        kind="paths",
        title=title,
        x=f"heights of {landscape}",
        x_label="first weight",
        y_label="second weight",
        methods=tuple(label(optimizer, name, rate) for optimizer in OPTIMIZERS),
    )


STUDY = Study(
    name="landscapes",
    title="Landscapes",
    question="Does gradient descent stop where the ground is level, and does momentum roll past small pits?",
    notes="Gradient descent nearly stops on a saddle or a plateau; momentum and adaptive rates escape. Momentum can "
    "roll past a small local minimum.",
    doubt="A step that adapts to a small slope is a large step, which a larger rate gives, too. On level ground no "
    "rate is too large, so all walk at the same two. A large rate may also throw plain gradient descent out of a pit.",
    base=None,
    methods=(
        *(
            walk(optimizer, landscape, name, rate)
            for landscape, name in LEVEL.items()
            for rate in (SLOW, QUICK)
            for optimizer in OPTIMIZERS
        ),
        *(walk(optimizer, "styblinski_tang", "a pit", SLOW) for optimizer in OPTIMIZERS),
        *(
            descents(optimizer, landscape, equal)
            for landscape in PITS
            for equal in (True, False)
            for optimizer in ("SGD", "Momentum")
        ),
        grid("saddle", -1.5, 1.5, -1.5, 1.5),
        grid("plateau", -1.5, 4.5, -2.0, 2.0),
        grid("monkey_saddle", -1.0, 1.5, -1.5, 1.5),
        grid("styblinski_tang", -5.0, 5.0, -5.0, 5.0),
    ),
    claims=(
        escapes("saddle", "Gradient descent nearly stops on a saddle; momentum, RMSProp and Adam leave it sooner."),
        escapes("plateau", "Gradient descent nearly stops on a plateau; momentum, RMSProp and Adam leave it sooner."),
        escapes(
            "monkey_saddle",
            "It nearly stops on a saddle without curvature, too; momentum, RMSProp and Adam leave it sooner.",
        ),
        *(rolls(pits, equal) for pits, *_ in PITS.values() for equal in (EQUAL, "")),
    ),
    charts=(
        paths("Off a saddle", "saddle", "saddle", SLOW),
        paths("Off a plateau", "plateau", "plateau", QUICK),
        paths("Off a saddle without curvature", "monkey_saddle", "monkey saddle", SLOW),
        paths("Among four pits", "styblinski_tang", "a pit", SLOW),
    ),
    contest=False,
)
