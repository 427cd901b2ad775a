"""Studies that cannot be run."""

from tests.malformed.case import Case

TEXT = """
import numpy as np
from experiments.advice import Advice, Recipe, Technique
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

TRIAL = dict(data=part("wine"), model=part("mlp", hidden=(8,)), optimizer=part("sgd"), batch_size=16, epochs=2)
CLAIM = dict(id="C1", text="A is better.", pairs=(("A", "B"),), measure="test_score", margin=0.01, reason="a point")
A, B = method("A", optimizer=part("adam")), method("B")
SIGNAL = method("signal", simulation=part("signal"))


def study(base=None, **fields):
    usual = dict(name="mine", title="Mine", question="Which?", notes="", doubt="",
                 base=Trial(**{**TRIAL, **(base or {})}), methods=(A, B), rates=(0.01, 0.1), tuning=1, replicates=2)
    return Study(**{**usual, **fields})


def claimed(**fields):
    return study(claims=(Claim(**{**CLAIM, **fields}),))


def charted(kind, base=None, **fields):
    return study(base, charts=(Chart(kind, "Chart", **fields),))


def net(input_shape, outputs, seed, width):
    return width


STUDY = """
ON_WINE = "mine.py --dataset wine"


def case(name: str, expression: str, *says: str, arguments: str = ON_WINE) -> Case:
    """A study that an expression makes."""
    return Case(name, arguments, ("mine.py", *says), {"mine.py": f"{TEXT}{expression}\n"})


FILES = [
    Case("a file without a study", ON_WINE, ("mine.py must define STUDY", "Received: None"), {"mine.py": "x = 1\n"}),
    Case("a study that is a number", ON_WINE, ("must define STUDY", "Received: 3"), {"mine.py": "STUDY = 3\n"}),
    Case("a file with an error", ON_WINE, ("mine.py", "ZeroDivisionError"), {"mine.py": "1 / 0\n"}),
    Case("a file that is no Python", ON_WINE, ("mine.py", "SyntaxError"), {"mine.py": "this is no Python\n"}),
    Case("a file that needs what is not there", ON_WINE, ("mine.py", "not_there"), {"mine.py": "import not_there\n"}),
    Case("a file that ends the program", ON_WINE, ("mine.py", "SystemExit"), {"mine.py": "raise SystemExit(0)\n"}),
    case("a field that a study has not", "study(rate=(0.1,))", "TypeError", "rate"),
]
FIELDS = [
    case("a name with spaces", 'study(name="My study")', "its name must be", "Received: 'My study'"),
    case("a name that is a path", 'study(name="../up")', "its name must be", "Received: '../up'"),
    case("a name that is a number", "study(name=3)", "its name must be", "Received: 3"),
    case("an empty title", 'study(title="")', "`title` must be", "Received: ''"),
    case("no methods", "study(methods=())", "`methods` must be", "at least one", "Received: ()"),
    case("one method without a tuple", "study(methods=A)", "`methods` must be a tuple", "Received: Method"),
    case("methods by name", 'study(methods=("A", "B"))', "`methods` must be a tuple of method(...)"),
    case("no rates", "study(rates=())", "at least one learning rate", "'A', 'B'"),
    case("a rate in words", 'study(rates=("fast",))', "`rates` must be", "above 0", "Received: ('fast',)"),
    case("a rate of 0", "study(rates=(0.0, 0.1))", "`rates` must be", "above 0", "Received: (0.0, 0.1)"),
    case("a rate without end", 'study(rates=(0.1, float("inf")))', "`rates` must be", "Received: (0.1, inf)"),
    case("a rate twice", "study(rates=(0.1, 0.1))", "`rates` must be", "each once", "Received: (0.1, 0.1)"),
    case("a rate without a tuple", "study(rates=0.1)", "`rates` must be a tuple", "Received: 0.1"),
    case("no tuning", "study(tuning=0)", "`tuning` must be", "at least 1", "Received: 0"),
    case("half a replicate of a study", "study(replicates=2.5)", "`replicates` must be", "Received: 2.5"),
    case("a target beyond the best", "study(target=95)", "`target` must be a share", "Received: 95"),
    case("an unknown task", 'study(task="clustering")', "`task` must be one of", "Received: 'clustering'"),
    case("no base", "study(base=None) if False else __import__('dataclasses').replace(study(), base=None)", "a base"),
    case("a field of a scale", 'study(scales=(("quick", (("epoch", 1),)),))', "Did you mean epochs"),
    case("a scale that is not there", 'study(scales=(("fast", ()),))', "unknown scale 'fast'", "quick"),
    case(
        "nothing at the smallest scale", 'study(methods=(method("A", scale="full"),))', "no method at the scale quick"
    ),
]
METHODS = [
    case("two methods of one name", "study(methods=(A, A))", "labels of their own", "'A'"),
    case("labels that differ in case", 'study(methods=(A, method("a")))', "more than capital letters", "'A', 'a'"),
    case("a method called theory", 'study(methods=(A, method("theory")))', "'theory'"),
    case("a label of two lines", r'study(methods=(A, method("a\nb")))', "`label` must be one line", r"'a\nb'"),
    case("an empty label", 'study(methods=(A, method("")))', "`label` must be one line", "Received: ''"),
    case("a label without end", 'study(methods=(A, method("l" * 200)))', "`label` must be", "at most 80"),
    case("a field that a trial has not", 'study(methods=(A, method("C", optimiser=part("sgd"))))', "Did you mean opti"),
    case("an optimizer as text", 'study(methods=(A, method("C", optimizer="adam")))', 'part("adam")', "'adam'"),
    case(
        "an optimizer as an object", 'study(methods=(A, method("C", optimizer=object())))', "`optimizer` must be part"
    ),
    case("a batch of nothing", 'study(methods=(A, method("C", batch_size=0)))', "`batch_size` must be", "Received: 0"),
    case("epochs as text", 'study({"epochs": "ten"})', "`epochs` must be", "Received: 'ten'"),
    case(
        "diagnostics that are not there",
        'study({"diagnostics": "heavy"})',
        "one of None, light, full, weights",
        "'heavy'",
    ),
    case("a base's part that the base lacks", 'study(methods=(A, method("C", schedule=part("base"))))', "has none"),
    case("a tuned option that is none", 'study(methods=(method("A", tunes="l2"),))', "`tunes` must name", "'l2'"),
    case(
        "a tuned option of another part", 'study(methods=(method("A", tunes="model.l3"),))', "Did you mean l2", "`l3`"
    ),
    case("a tuned option without rate", 'study(methods=(method("A", tunes="model.l2"),))', "name a learning rate"),
    case(
        "a simulation that is trained", 'study(methods=(method("S", simulation=part("signal"), epochs=3),))', "`epochs`"
    ),
    case(
        "a simulation that is not there", 'study(methods=(method("S", simulation=part("signl")),))', "Did you mean sig"
    ),
    case("an option of a simulation", 'study(methods=(method("S", simulation=part("signal", dept=3)),))', "`dept`"),
]
PARTS = [
    case("an optimizer that is not there", 'study({"optimizer": part("adm")})', "Unknown optimizer", "Did you mean"),
    case("an optimizer of Keras that is not there", 'study({"optimizer": part("keras.optimizers:Adan")})', "Adan"),
    case("an option of an optimizer", 'study({"optimizer": part("momentum", momentun=0.9)})', "Did you mean momentum"),
    case("a value of an optimizer", 'study({"optimizer": part("momentum", momentum=1.5)})', "momentum=1.5"),
    case(
        "a value of the wrong type",
        'study({"optimizer": part("momentum", momentum="much")})',
        "must be a number",
        "'much'",
    ),
    case(
        "an option of Keras's own",
        'study({"optimizer": part("keras.optimizers:Adam", beta=0.9)})',
        "or beta_1",
    ),
    case("an option of a network", 'study({"model": part("mlp", dropuot=0.5)})', "Did you mean dropout", "dropuot=0.5"),
    case("a value of a network", 'study({"model": part("mlp", dropout=1.5)})', "mine.py on wine", "1.5"),
    case("a part made by hand", 'study({"model": Part("mlp", {"l2": 0.1})})', "`model` must be part(name", "'l2': 0.1"),
    case("a part of a number", 'study({"model": part(3)})', "`model` must be part(name", "3"),
    case("a network that is not there", 'study({"model": part("mpl")})', "Unknown model", "Did you mean mlp"),
    case("an embedding as text", 'study({"model": part("mlp", embedding="periodic")})', 'part("periodic")'),
    case(
        "an embedding of nothing", 'study({"model": part("mlp", embedding=part("piecewise_linear", bins=1))})', "bins=1"
    ),
    case("an embedding that is not there", 'study({"model": part("mlp", embedding=part("perodic"))})', "periodic"),
    case("an activation as text", 'study({"model": part("mlp", activation="relu")})', 'part("relu")', "'relu'"),
    case(
        "an activation that is not there", 'study({"model": part("mlp", activation=part("rely"))})', "Did you mean relu"
    ),
    case(
        "a normalisation that is not there", 'study({"model": part("mlp", batch_normalization="middle")})', "'middle'"
    ),
    case("a network without its width", 'study({"model": part("mine:net")})', "net needs width"),
    case("a seed for a network", 'study({"model": part("mlp", seed=3)})', "no option `seed`"),
    case(
        "a convolution without images",
        'study({"model": part("cnn")})',
        "left out: it needs images",
        "Received: wine for mine.py",
    ),
    case("a loss that is not there", 'study({"loss": part("cross_entrpy")})', "Did you mean cross_entropy"),
    case("a loss of another task", 'study({"loss": part("huber")})', "huber is for regression", "classification"),
    case("a schedule that is not there", 'study({"schedule": part("onecycle")})', "Did you mean one_cycle"),
    case("an option of a schedule", 'study({"schedule": part("exponential", decay=0.9)})', "no option `decay`"),
    case("a stopping that is not there", 'study({"stopping": part("stop_early")})', "unknown stopping 'stop_early'"),
    case("an option of stopping", 'study({"stopping": part("early_stopping", patient=3)})', "Did you mean patience"),
    case("a value of stopping", 'study({"stopping": part("early_stopping", patience="long")})', "a number", "'long'"),
    case("a start that is not there", 'study({"start": part("lsu")})', "Did you mean lsuv"),
    case("a transfer from nowhere", 'study({"start": part("transfer")})', "transfer needs `data`"),
    case("an option of a start", 'study({"start": part("lsuv", row=3)})', "Did you mean rows"),
    case("an evaluation that is not there", 'study({"evaluation": part("calibrate")})', "Did you mean calibration"),
    case("an augmentation that is not there", 'study({"augmentation": part("cutout")})', "Did you mean cut_out"),
    case("an option of an augmentation", 'study({"augmentation": part("mixup", alfa=1)})', "Did you mean alpha"),
    case("mixtures of nothing", 'study({"augmentation": part("mixup", alpha=0)})', "above 0", "alpha=0"),
    case("a square larger than the image", 'study({"augmentation": part("cut_out", side=8)})', "up to 1", "side=8"),
    case(
        "squares of rows that are no images",
        'study({"augmentation": part("cut_out")})',
        "left out: it cuts squares out of images, and",
        "Received: wine for mine.py",
    ),
    case("an option of data", 'study({"data": part("wine", scalling="standard")})', "Did you mean scaling"),
    case("a value of data", 'study({"data": part("wine", label_noise=2)})', "label_noise", "below 1", "Received: 2"),
    case(
        "an option that is a dict",
        'study({"model": part("mlp", hidden={"a": 8})})',
        "`model.hidden` must be",
        "part(name, option=value)",
    ),
    case(
        "an option that is a function",
        'study({"model": part("mlp", l2=lambda: 1)})',
        "`model.l2`",
        '"module:attribute"',
    ),
    case("an option that is no number", 'study({"model": part("mlp", l2=float("nan"))})', "`model.l2` must be", "nan"),
    case("an option that is a set", 'study({"model": part("mlp", hidden={8})})', "`model.hidden` must be", "{8}"),
]
CLAIMS = [
    case("a claim on an unknown method", 'claimed(pairs=(("A", "Bee"),))', "no method 'Bee'", "There are 'A', 'B'"),
    case("a claim on itself", 'claimed(pairs=(("A", "A"),))', "needs two methods"),
    case("a claim on nothing", "claimed(pairs=())", "`pairs` must be", "Received: ()"),
    case("a claim on three", 'claimed(pairs=(("A", "B", "C"),))', "`pairs` must be pairs"),
    case("a pair without a tuple", 'claimed(pairs=("A", "B"))', "`pairs` must be pairs of labels"),
    case("an unknown kind of claim", 'claimed(kind="beter")', "`kind` must be one of", "Did you mean better"),
    case("an unknown measure", 'claimed(measure="test_acuracy")', "unknown measure 'test_acuracy'", "Did you mean"),
    case("no margin", "claimed(margin=0)", "`margin` must be a number above 0", "Received: 0"),
    case("a margin in words", 'claimed(margin="a point")', "`margin` must be a number", "Received: 'a point'"),
    case("an exact claim without theory", 'claimed(kind="exact")', "the baseline of an exact claim is 'theory'"),
    case("a theory that is not exact", 'claimed(pairs=(("A", "theory"),))', "the baseline of an exact claim"),
    case("a measure without diagnostics", 'claimed(measure="dead_share")', 'diagnostics="light"', "'A', 'B'"),
    case("a measure without evaluation", 'claimed(measure="ece")', 'evaluation=part("calibration")'),
    case("a measure without early scores", 'claimed(measure="early_score")', 'early="steps"', "'A', 'B'"),
    case("early scores of another kind", 'study({"early": "epochs"})', "`early` must be one of None, steps"),
    case("a measure of simulations", 'claimed(measure="steps_to_leave")', "a measure of simulations", "networks: 'A'"),
    case("a measure of another task", 'claimed(measure="mae")', "mae is measured in regression", "classification"),
    case("a headline in words", 'claimed(headline="yes")', "`headline` must be", "Received: 'yes'"),
    case("a headline of two pairs", 'claimed(pairs=(("A", "B"), ("B", "A")), headline=True)', "Received: 2 pairs"),
    case("two headlines", "study(claims=(Claim(**CLAIM, headline=True),) * 2)", "the id 'C1' is its headline"),
    case("a claim that is text", 'study(claims=("A is better",))', "`claims` must be a tuple of Claim(...)"),
    case("an empty id", 'claimed(id="")', "`id` must be one line", "Received: ''"),
]
PAGES = [
    case("an unknown kind of chart", 'charted("pie")', "`kind` must be one of", "curves", "Received: 'pie'"),
    case(
        "a chart of an unknown method",
        'charted("measures", x="gap", y=("test_score",), methods=("C",))',
        "no method 'C'",
    ),
    case("a chart of an unknown measure", 'charted("measures", x="gap", y=("score",))', "unknown measure 'score'"),
    case(
        "a large figure that is none", 'study(hero="rankin")', "as its `hero`", "Did you mean ranking", "Known: gains"
    ),
    case("a chart without its x", 'charted("measures", y=("gap",))', "must say what is on its x-axis"),
    case("a chart of too much", 'charted("against", y=("gap", "mae"))', "has one name in `y`"),
    case("a chart of places without places", 'charted("against", y=("gap",))', "method(..., position=...)"),
    case("a chart of an unknown statistic", 'charted("epochs", y=("dead",))', "Did you mean dead_share"),
    case("a chart of what is not recorded", 'charted("epochs", y=("dead_share",))', 'diagnostics="light"'),
    case("a calibration without evaluation", 'charted("calibration")', 'evaluation=part("calibration")'),
    case("a curve of a network", 'charted("curves", x="step", y=("loss",))', "shows simulations, and there are none"),
    case(
        "a mark without a label",
        'charted("measures", x="gap", y=("test_score",), marks=(("x", 1),))',
        "`marks` must be",
    ),
    case("advice on an unknown method", 'study(advice=(Advice(("C",), "A"),))', "no method 'C'"),
    case("advice of an unknown kind", 'study(advice=(Advice(("B",), "A", kind="cheap"),))', "Did you mean cheapest"),
    case("advice against itself", 'study(advice=(Advice(("A",), "A"),))', "must not be among its methods"),
    case(
        "advice that saves nothing known",
        'study(advice=(Advice(("B",), "A", saves="time"),))',
        "unknown measure 'time'",
    ),
    case("a recipe of an unknown method", 'study(recipe=Recipe("A", (Technique("x", ("C",)),)))', "no method 'C'"),
    case("a recipe without techniques", 'study(recipe=Recipe("A", ()))', "`techniques` must be"),
    case(
        "a recipe of a technique without methods", 'study(recipe=Recipe("A", (Technique("x", ()),)))', "name a method"
    ),
    case(
        "a recipe that adds its baseline",
        'study(recipe=Recipe("A", (Technique("x", ("A", "B")),)))',
        "Received more than once: 'A'",
    ),
    case("a recipe without a margin", 'study(recipe=Recipe("A", (Technique("x", ("B",)),), 0))', "`margin` must be"),
    case("what is no recipe", 'study(recipe=Technique("x", ("B",)))', "`recipe` must be a Recipe(...)"),
]
WHOLE = [
    case(
        "five faults at once",
        'study({"optimizer": part("adm"), "epochs": 0}, rates=(-1,), methods=(A, method("C", model=part("mpl"))), '
        'claims=(Claim(**{**CLAIM, "margin": 0}),))',
        "5 faults", "Unknown optimizer", "`epochs`", "`rates`", "Unknown model", "`margin`",
    ),
    Case(
        "a study on data of another task", ON_WINE, ("about regression", "wine is for classification", "Received: "),
        {"mine.py": f'{TEXT}study(task="regression")\n'},
    ),
]  # fmt: skip
CASES = [*FILES, *FIELDS, *METHODS, *PARTS, *CLAIMS, *PAGES, *WHOLE]
