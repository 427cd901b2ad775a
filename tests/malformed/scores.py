"""Scores, weights and folds that are not there, or that do not suit the data."""

from tests.malformed.case import Case
from tests.malformed.files import lines

TWO = lines(header="x,z,label", rows=[f"{n % 9},{n % 7},{'ab'[n % 2]}" for n in range(40)])
OWN = {"mine.csv": TWO, "mine.py": "def profit(truth, p):\n    return p['x']\n\ndef loss(truth, p):\n    return -1.0\n"}


def case(name, options, *says, files=None):
    """A sound file, a score that does not fit, and what must be said."""
    return Case(name, f"optimizers --dataset mine.csv {options}", says, files or {"mine.csv": TWO})


WEIGHTS = [f"{n % 9},{n % 4},{'ab'[n % 2]}" for n in range(1, 41)]


def weights(name, row, *says, options="--weights visits"):
    """Weights of which one is wrong, in the third row."""
    return Case(name, f"optimizers --dataset mine.csv {options}", says,
                {"mine.csv": lines((3, row), header="x,visits,label", rows=WEIGHTS)})  # fmt: skip


CASES = [
    weights("weights of a column that is not there", "1,1,a", "'visit'", "Did you mean visits",
            options="--weights visit"),
    weights("a weight below 0", "1,-2,a", "row 3, column visits", "the weight is below 0", "-2"),
    weights("a missing weight", "1,,a", "row 3, column visits", "the weight is missing", "nothing"),
    weights("weights that are the target", "1,1,a", "label cannot hold weights", options="--weights label"),
    weights("weights that are learned from", "1,1,a", "visits holds weights", "features=visits",
            options="--weights visits --features x,visits"),
    Case("weights of text", "optimizers --dataset mine.csv --weights x", ("weights must be numbers", "p1, p2, p3"),
         {"mine.csv": lines(header="x,z,label", rows=[f"p{n},{n % 7},{'ab'[n % 2]}" for n in range(1, 41)])}),
    Case("weights of digits", "optimizers --weights pixel", ("--weights", "digits", "pixel")),
    Case("more folds than rows of the rarest class", "optimizers --dataset wine --folds 49",
         ("49 folds need 49 rows of each class", "48 rows of class_2", "Received: folds=49")),
    Case("a single fold", "optimizers --folds 1", ("--folds", "at least 2", "1")),
    Case("folds of data with test rows", "optimizers --dataset mine.csv --test mine.csv --folds 5",
         ("test rows of its own", "folds=5"), {"mine.csv": TWO}),
    Case("class weights of another kind", "optimizers --class-weights even", ("--class-weights", "balanced", "'even'")),
    Case("class weights of a quantity", "optimizers --dataset diabetes --class-weights balanced",
         ("class_weights goes with classes", "quantity")),
    case("a score that is not there", "--score roc_auk", "'roc_auk'", "Did you mean roc_auc", "balanced_accuracy"),
    case("a score of quantities for classes", "--score rmse", "rmse is for regression", "f1_macro", "'rmse'"),
    Case("a score of classes for a quantity", "optimizers --dataset diabetes --score f1_macro",
         ("f1_macro is for classification", "median_absolute_error", "'f1_macro'")),
    Case("a score of two classes for ten", "optimizers --score roc_auc",
         ("roc_auc is for two classes", "10 classes", "roc_auc_ovr")),
    Case("a score of two classes for ten in a search", "mlp_optimizer --score f1", ("f1 is for two", "use f1_macro")),
    Case("a score of two classes for ten in a check of a search", "--check mlp_optimizer --score f1",
         ("f1 is for two", "use f1_macro")),
    Case("a score of two classes for ten in a check of data", "--check --dataset digits --score f1",
         ("f1 is for two", "use f1_macro")),
    case("a score of a file that is not there", "--score mine.py:profit", "could not be imported",
         "mine.py:profit"),
    case("a score that its module does not have", "--score mine:cost", "could not be imported", "'mine:cost'",
         files=OWN),
    case("a score that fails", "--score mine.py:profit", "cannot be had", "IndexError", "2 classes", files=OWN),
    case("a score that is lower for better predictions", "--score wrong.py:cost", "must be higher", "turn its sign",
         files={"mine.csv": TWO, "wrong.py": "def cost(truth, p):\n    return float((p.argmax(1) != truth).mean())\n"}),
    case("a score twice", "--score f1 --score f1_macro", "--score", "more than once"),
    case("a score without training", "--score f1 --report-only", "--score", "trains nothing"),
]  # fmt: skip
