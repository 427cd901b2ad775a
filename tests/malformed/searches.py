"""Searches that cannot be run."""

from tests.malformed.case import Case

TEXT = """
from experiments.spec import part
from tuner_configs.search import Budget, Choice, Float, Int, Layers, Search, When

RATE = Float("optimizer.learning_rate", 1e-3, 1.0, "log")
KIND = Choice("optimizer", ("sgd", "momentum"))


def search(*space, budget=None, **fields):
    usual = dict(name="mine", title="Mine", question="Which?", model=part("mlp", hidden=(8,)), data=part("wine"),
                 space=space or (RATE,), budget=Budget(**{**dict(trials=4, epochs=2, confirmed=1), **(budget or {})}))
    return Search(**{**usual, **fields})


SEARCH = """


def case(name: str, expression: str, *says: str, arguments: str = "mine.py") -> Case:
    """A search that an expression makes."""
    return Case(name, arguments, ("mine", *says), {"mine.py": f"{TEXT}{expression}\n"})


FIELDS = [
    Case("a search that is a number", "mine.py", ("must define SEARCH", "Received: 3"), {"mine.py": "SEARCH = 3\n"}),
    case("a search with spaces in its name", 'search(name="My search")', "its name must be", "'My search'"),
    case("an oracle that is not there", 'search(oracle="bayes")', "Did you mean bayesian", "'bayes'"),
    case("an objective of Keras", 'search(objective="val_accuracy")', "Did you mean accuracy", "'val_accuracy'"),
    case("an objective that is a direction", 'search(objective="max")', "`objective` must be one of score", "'max'"),
    case("an objective of another task", 'search(objective="r2")', "on classification", "accuracy", "'r2'"),
    case(
        "accuracy of a quantity", 'search(objective="accuracy", data=part("diabetes"))', "on regression", "'accuracy'"
    ),
    case("a choice of epochs that is none", 'search(choose="luckiest")', "kept, last, best", "'luckiest'"),
    case("no space", "search(space=())", "`space` must be", "at least one", "Received: ()"),
    case("a space of names", 'search(space=("model.dropout",))', "`space` must be a tuple of Float(...)"),
    case("one parameter without a tuple", "search(space=RATE)", "`space` must be a tuple", "Received: Float"),
    case("a network as text", 'search(model="mlp")', 'part("adam")', "Received: 'mlp'"),
    case("a batch at once of nothing", "search(batch=0)", "`batch` must be", "Received: 0"),
    case("a factor of one", "search(factor=1)", "`factor` must be", "at least 2", "Received: 1"),
    case("a number of splits below nothing", "search(nested=-1)", "`nested` must be", "Received: -1"),
]
BUDGETS = [
    case("no budget", "search(budget={'trials': 0})", "its budget: `trials`", "at least 1", "Received: 0"),
    case("no epochs", "search(budget={'epochs': 0})", "its budget: `epochs`", "Received: 0"),
    case("half a replicate of a search", "search(budget={'replicates': 1.5})", "`replicates`", "Received: 1.5"),
    case("a budget as a number", "search().__class__(**{**vars(search()), 'budget': 9})", "`budget` must be Budget"),
    case("hyperband of one epoch", "search(oracle='hyperband', budget={'epochs': 1})", "as many epochs", "epochs=1"),
    case(
        "hyperband of fewer epochs by hand", "search()", "hyperband", "epochs=2", arguments="mine.py --oracle hyperband"
    ),
]
SPACES = [
    case(
        "a parameter of nothing", 'search(Float("optimiser.rate", 0.1, 1.0))', "no place in a trial", "Did you mean opt"
    ),
    case("a rate without its part", 'search(Float("learning_rate", 0.1, 1.0))', "no place", "optimizer.learning_rate"),
    case("an option of no network", 'search(Float("model.droput", 0.0, 0.5))', "model.droput", "Did you mean dropout"),
    case("an option of no optimizer", 'search(Float("optimizer.momentum", 0.1, 0.9))', "adam has no option `momentum`"),
    case("an option of some optimizers", 'search(KIND, Float("optimizer.momentum", 0.1, 0.9))', "sgd has no option"),
    case("an option of no schedule", 'search(Float("schedule.decay", 0.1, 0.9))', "where `schedule` is None"),
    case(
        "an option of data that is none",
        'search(Float("data.noise", 0.0, 0.5))',
        "data.noise",
        "Unknown option of data",
    ),
    case("a value of no optimizer", 'search(Choice("optimizer.beta_1", (0.9, 1.5)))', "optimizer.beta_1", "beta_1=1.5"),
    case(
        "squares of no images in a search",
        'search(Choice("augmentation", (None, part("mixup"), part("cut_out"))))',
        "it cuts squares out of images",
        "Received: the augmentation cut_out",
    ),
    case("a value of no network", 'search(Float("model.dropout", 0.0, 1.5))', "mine on wine", "1.5"),
    case("a parameter twice", "search(RATE, RATE)", "there twice"),
    case(
        "a condition before its parameter",
        'search(Float("model.l2", 0.1, 1, when=When("optimizer", ("sgd",))))',
        "before",
    ),
    case(
        "a condition on no choice",
        'search(KIND, Float("model.l2", 0.1, 1, when=When("optimizer", ("adam",))))',
        "'adam'",
    ),
    case(
        "a condition that is a dict", 'search(KIND, Float("model.l2", 0.1, 1, when={"optimizer": "sgd"}))', "When(param"
    ),
    case("layers without depth", 'search(Int("width", 4, 8), layers=Layers())', "`layers` needs the parameter depth"),
    case(
        "layers that go nowhere",
        'search(Int("depth", 1, 2), Int("width", 4, 8), layers=Layers("model.hiden"))',
        "hidden",
    ),
    case("half a batch", 'search(Float("batch_size", 8, 16))', "batch_size must be", "whole number"),
    case("an empty batch", 'search(Int("batch_size", 0, 16))', "batch_size must be", "Received: 0"),
]
RANGES = [
    case("a range downwards", 'search(Float("model.dropout", 0.5, 0.1))', "from a lower to a higher", "0.5 to 0.1"),
    case("a range of one value", 'search(Float("model.dropout", 0.5, 0.5))', "from a lower to a higher"),
    case("a log range from 0", 'search(Float("model.l2", 0.0, 0.1, "log"))', "above 0 unless", "0.0 to 0.1, log"),
    case("a range in words", 'search(Float("model.l2", "low", "high"))', "`low` must be a number", "'low'"),
    case("a range without end", 'search(Float("model.l2", 0.0, float("inf")))', "`high` must be a number", "inf"),
    case("a scale that is none", 'search(Float("model.l2", 0.1, 1.0, "ln"))', "`scale` must be one of linear", "'ln'"),
    case("whole numbers in parts", 'search(Int("batch_size", 8.5, 16))', "`low` must be a whole number", "8.5"),
    case("a step of nothing", 'search(Float("model.l2", 0.1, 1.0, step=0))', "`step` must be", "above 0"),
    case("a ratio of one", 'search(Float("model.l2", 0.1, 1.0, "log", step=1))', "above 1, a ratio"),
    case("a default outside", 'search(Float("model.l2", 0.1, 1.0, default=2.0))', "must lie in its range", "2.0"),
    case("a grid of one point", 'search(Float("model.l2", 0.1, 1.0, points=1))', "`points` must be", "at least 2"),
]
CHOICES = [
    case("no choice", 'search(Choice("optimizer", ()))', "`values` must be", "at least one", "Received: ()"),
    case(
        "a choice of dicts",
        'search(Choice("optimizer", ({"name": "adam"}, {"name": "sgd"})))',
        "part(name, option=val",
    ),
    case("a choice of functions", 'search(Choice("loss", (lambda y, z: 0,)))', '"module:attribute"'),
    case("a choice of sets", 'search(Choice("model.hidden", ({8}, {16})))', "`values` must be", "{8}"),
    case("a choice of nothing known", 'search(Choice("optimizer", ("adam", "sdg")))', "'sdg'", "Did you mean sgd"),
    case("a choice of numbers for a part", 'search(Choice("optimizer", (1, 2)))', "names and part", "Received: 1"),
    case("a value twice", 'search(Choice("model.l2", (0.1, 0.1)))', "read differently", "0.1 and 0.1"),
    case(
        "none and its name", 'search(Choice("model.batch_normalization", (None, "none")))', "read differently", "'none'"
    ),
    case("a tuple and its name", 'search(Choice("model.hidden", ((8, 8), "8-8")))', "read differently", "'8-8'"),
    case("a number and its name", 'search(Choice("model.l2", (1, "1")))', "read differently", "1 and '1'"),
    case(
        "a default that is no choice", 'search(Choice("model.l2", (0.1, 0.2), default=0.3))', "one of its values", "0.3"
    ),
    case("a block with a dict", 'search(model=part("mlp", hidden={"a": 8}))', "`model.hidden` must be", "{'a': 8}"),
    case("a network of a search that is not there", 'search(model=part("mpl"))', "Did you mean mlp"),
    case("a loss of another task in a search", 'search(loss=part("huber"))', "huber is for regression"),
]
WHOLE = [
    case(
        "three faults of a search", 'search(Float("model.droput", 0.5, 0.1), oracle="luck", objective="val_loss")',
        "4 faults", "`oracle`", "Did you mean loss", "from a lower to a higher", "Did you mean dropout",
    ),
    case("a sound search beside an unsound one", 'search(name="")', "its name must be",
         arguments="mlp_optimizer mine.py"),
]  # fmt: skip
CASES = [*FIELDS, *BUDGETS, *SPACES, *RANGES, *CHOICES, *WHOLE]
