"""The rows of a script: where they come from, which of them validate, how they are scaled."""

from typing import Any

from experiments import names
from experiments.datafiles import is_file
from experiments.report.script.calls import StoredPart, keywords, options

SPLIT = "from sklearn.model_selection import train_test_split"
SCALERS = {
    "standard": "StandardScaler()",
    "min_max": "MinMaxScaler()",
    "symmetric": "MinMaxScaler(feature_range=(-1, 1))",
    "robust": "RobustScaler()",
}
FILE = (  # how a file is read
    "target", "encoding", "task", "features", "drop", "missing_values", "characters", "separator", "sheet",
)  # fmt: skip
READER = "from experiments.data.sources.files import table"
IMPUTER = "from sklearn.impute import SimpleImputer"
FAULTS = ("missing", "duplicates", "leak", "label_noise", "outliers", "target_outliers")
NEUTRAL = {"stretch": 1, "offset": 0, **dict.fromkeys(FAULTS, 0)}  # what options are where they change nothing


def rows(data: StoredPart, facts: dict[str, Any]) -> tuple[list[str], list[str]] | None:
    """The imports and the lines that make `x`, `y`, `x_val` and `y_val`; None if the data were treated otherwise.

    A fifth of the rows validates, drawn at random with the classes' shares. Training rows alone say how to scale.
    """
    treatment = {name: value for name, value in options(data).items() if NEUTRAL.get(name) != value}
    scaling, imputation = treatment.pop("scaling", "standard"), treatment.pop("imputation", "mean")
    for free in ("checksum", "score", "folds", "spare"):  # what the data hold, and how trials were judged and split
        treatment.pop(free, None)
    file = {name: treatment.pop(name, None) for name in FILE} if is_file(data["name"]) else None
    if file and len(facts["shape"]) > 1:
        return None  # images: what follows is about columns
    if (
        scaling not in (*SCALERS, "none", "quantile")
        or imputation not in ("mean", "median")
        or not set(treatment) <= {"train_rows"}
    ):
        return None
    imports, lines = file_lines(data["name"], file) if file else dataset_lines(data["name"], facts)
    train_size = f", train_size={treatment['train_rows']}" if treatment else ""
    stratify = ", stratify=y" if can_stratify(facts, treatment.get("train_rows")) else ""
    lines += [f"x, x_val, y, y_val = train_test_split(x, y, test_size=0.2{train_size}, random_state=1{stratify})"]
    if file:
        imports = [*imports, IMPUTER]
        lines += [f"imputer = SimpleImputer(strategy={imputation!r}, keep_empty_features=True).fit(x)"]
        lines += ["x, x_val = imputer.transform(x), imputer.transform(x_val)"]
    scaler = []
    if scaling in SCALERS:
        scaler = [f"from sklearn.preprocessing import {SCALERS[scaling].partition('(')[0]}"]
        lines += [f"scaler = {SCALERS[scaling]}.fit(x)", "x, x_val = scaler.transform(x), scaler.transform(x_val)"]
    if scaling == "quantile":
        scaler = ["from custom_layers.layers import QuantileNormalization"]
        lines += ["scaler = QuantileNormalization()", "scaler.adapt(x)"]
        lines += ["x, x_val = (keras.ops.convert_to_numpy(scaler(rows)) for rows in (x, x_val))"]
    if facts["task"] == "regression":
        lines += ["mean, deviation = y.mean(), y.std()"]
        lines += ["y, y_val = (y - mean) / deviation, (y_val - mean) / deviation"]
        lines += ["y, y_val = y.reshape(-1, 1), y_val.reshape(-1, 1)"]
    return sorted([*imports, SPLIT, *scaler]), lines


def can_stratify(facts: dict[str, Any], train_rows: int | None) -> bool:
    """Whether both parts can have every class in its share: each class has two rows, each part a row a class."""
    if facts["task"] != "classification":
        return False
    parts = (facts["rows"] // 5, train_rows or facts["rows"])
    return facts.get("rarest", 2) > 1 and min(parts) >= facts["classes"]


def file_lines(path: str, file: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The import, and the lines that make `x` and `y` of all rows of a CSV file, read as the suite reads it."""
    given = keywords({name: file[name] for name in FILE if file[name] is not None})
    return [READER], [f"data = table({', '.join([repr(path), *given])})", "x, y = data.x, data.y"]


def dataset_lines(name: str, facts: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The import, and the lines that make `x` and `y` of all rows that are not a published test set."""
    module, _, function = names.DATASETS.get(name, "").partition(":")
    if module.startswith("sklearn"):
        return [f"from {module} import {function}"], [f"x, y = {function}(return_X_y=True)"]
    if module.startswith("keras"):
        flat = ['x = x.reshape(len(x), -1).astype("float32")']
        return [f"from {module} import {function}"], [f"(x, y), _ = {function}()", *flat]
    kind = "classes counted from 0" if facts["task"] == "classification" else "numbers"
    return [], [f"x, y = ...  # your table: {facts['features']} features as float32, and the target ({kind})"]
