"""Scores by name: what each is called, which way is better, between what it lies; `data.metrics` computes them."""

from dataclasses import dataclass
from math import inf

from experiments.errors import UserError, guess

OWN = "()"  # behind the name of a function of the user's own


@dataclass(frozen=True)
class Score:
    """A score.

    Attributes:
        name: as results name it: scikit-learn's name without `neg_`, or a short one such as `rmse`.
        title: in words.
        task: `classification`, `regression`, or "" for a function of the user's own.
        lower: whether less is better.
        low, high: between what it lies.
        unit: a name of `report.wording.UNITS`.
        two: whether it is for two classes alone.
        instead: the names that stand in for it where classes are more than two.
    """

    name: str
    title: str
    task: str
    lower: bool = False
    low: float = 0.0
    high: float = 1.0
    unit: str = "number"
    two: bool = False
    instead: tuple[str, ...] = ()

    @property
    def sign(self) -> int:
        """What turns it so that higher is better: 1 or −1."""
        return -1 if self.lower else 1

    @property
    def bounded(self) -> bool:
        """Whether its best value is 1, so that a margin in points means the same as for accuracy or R²."""
        return self.high == 1 and not self.lower


def classes(name: str, title: str, unit: str = "number", **options) -> Score:
    """A score of classes, from 0 to 1."""
    return Score(name, title, "classification", unit=unit, **options)


def averaged(name: str, title: str) -> list[Score]:
    """A score of two classes, and its means over several."""
    others = tuple(f"{name}_{mean}" for mean in ("macro", "micro", "weighted"))
    means = [classes(other, f"{other.rpartition('_')[2]} {title}") for other in others]
    return [classes(name, title, two=True, instead=others), *means]


def quantity(name: str, title: str, **options) -> Score:
    """A score of a quantity, at most 1."""
    return Score(name, title, "regression", low=-inf, **options)


def error(name: str, title: str, unit: str = "number") -> Score:
    """An error of a quantity, at least 0."""
    return Score(name, title, "regression", lower=True, high=inf, unit=unit)


AREAS = ("roc_auc_ovr", "roc_auc_ovo", "roc_auc_ovr_weighted", "roc_auc_ovo_weighted")
SCORES = {
    score.name: score
    for score in (
        classes("accuracy", "accuracy", "accuracy"),
        classes("balanced_accuracy", "balanced accuracy", "accuracy"),
        classes("average_precision", "average precision", two=True, instead=AREAS[:1]),
        *averaged("f1", "F1"),
        *averaged("jaccard", "Jaccard index"),
        *averaged("precision", "precision"),
        *averaged("recall", "recall"),
        classes("roc_auc", "ROC AUC", two=True, instead=AREAS[:2]),
        classes("roc_auc_ovr", "ROC AUC, one class against the rest"),
        classes("roc_auc_ovo", "ROC AUC, one class against one"),
        classes("roc_auc_ovr_weighted", "ROC AUC, one class against the rest, weighted"),
        classes("roc_auc_ovo_weighted", "ROC AUC, one class against one, weighted"),
        classes("matthews_corrcoef", "Matthews correlation", low=-1.0),
        classes("cohen_kappa", "Cohen's kappa", low=-1.0),
        classes("quadratic_kappa", "quadratic kappa", low=-1.0),
        classes("d2_log_loss_score", "D² of the log loss", low=-inf),
        classes("d2_brier_score", "D² of the Brier score", low=-inf),
        classes("log_loss", "log loss", lower=True, high=inf),
        classes("brier_score", "Brier score", lower=True),
        quantity("r2", "R²", unit="r2"),
        quantity("explained_variance", "explained variance"),
        quantity("d2_absolute_error_score", "D² of the absolute error"),
        error("rmse", "RMSE"),
        error("mae", "mean absolute error"),
        error("median_absolute_error", "median absolute error"),
        error("max_error", "largest error"),
        error("mse", "mean squared error"),
        error("mape", "mean absolute percentage error", "percentage"),
    )
}
OTHER_NAMES = {
    "brier": "brier_score",
    "brier_score_loss": "brier_score",
    "macro_f1": "f1_macro",
    "mcc": "matthews_corrcoef",
    "mean_absolute_error": "mae",
    "mean_absolute_percentage_error": "mape",
    "mean_squared_error": "mse",
    "root_mean_squared_error": "rmse",
}


def known(name: str) -> Score:
    """The score of a name of results: of `SCORES`, or of a function of the user's own, where higher is better."""
    if name.endswith(OWN):
        return Score(name, name.removesuffix(OWN).replace("_", " "), "", low=-inf, high=inf)
    return SCORES[name]


def named(name: str) -> Score:
    """The score that a user names, as scikit-learn does, with or without `neg_`, or in short.

    Raises:
        UserError: there is none of that name.
    """
    plain = name.removeprefix("neg_")
    plain = OTHER_NAMES.get(plain, plain)
    if plain not in SCORES:
        near = guess(name, (*SCORES, *OTHER_NAMES, *(f"neg_{each.name}" for each in SCORES.values() if each.lower)))
        raise UserError(f"There is no such score.{near} Scores: {', '.join(SCORES)}, or module:function or "
                        f"file.py:function. Received: {name!r}")  # fmt: skip
    return SCORES[plain]
