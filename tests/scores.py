"""Every score as scikit-learn's function, called by hand: what ours are held to."""

from sklearn import metrics as sk


def label(function, **options):
    """Of the most probable classes."""
    return lambda truth, shares, weights=None: function(truth, shares.argmax(1), sample_weight=weights, **options)


def second(function):
    """Of the second class's probability."""
    return lambda truth, shares, weights=None: function(truth, shares[:, 1], sample_weight=weights)


def shared(function, **options):
    """Of probabilities."""
    return lambda truth, shares, weights=None: function(truth, shares, sample_weight=weights, **options)


def valued(function):
    """Of values."""
    return lambda truth, prediction, weights=None: function(truth, prediction, sample_weight=weights)


COUNTED = {"f1": sk.f1_score, "jaccard": sk.jaccard_score, "precision": sk.precision_score, "recall": sk.recall_score}
TWO = {  # of two classes alone
    "average_precision": second(sk.average_precision_score),
    "roc_auc": second(sk.roc_auc_score),
    **{name: label(function, zero_division=0) for name, function in COUNTED.items()},
}
SEVERAL = {
    "accuracy": label(sk.accuracy_score),
    "balanced_accuracy": label(sk.balanced_accuracy_score),
    **{
        f"{name}_{average}": label(function, average=average, zero_division=0)
        for name, function in COUNTED.items()
        for average in ("macro", "micro", "weighted")
    },
    "roc_auc_ovr": shared(sk.roc_auc_score, multi_class="ovr"),
    "roc_auc_ovo": lambda truth, shares, weights=None: sk.roc_auc_score(truth, shares, multi_class="ovo"),
    "roc_auc_ovr_weighted": shared(sk.roc_auc_score, multi_class="ovr", average="weighted"),
    "roc_auc_ovo_weighted": lambda truth, shares, weights=None: sk.roc_auc_score(
        truth, shares, multi_class="ovo", average="weighted"
    ),
    "matthews_corrcoef": label(sk.matthews_corrcoef),
    "cohen_kappa": label(sk.cohen_kappa_score),
    "quadratic_kappa": label(sk.cohen_kappa_score, weights="quadratic"),
    "d2_log_loss_score": shared(sk.d2_log_loss_score),
    "d2_brier_score": shared(sk.d2_brier_score),
    "log_loss": shared(sk.log_loss),
    "brier_score": shared(sk.brier_score_loss),
}
VALUE = {
    "r2": valued(sk.r2_score),
    "explained_variance": valued(sk.explained_variance_score),
    "d2_absolute_error_score": valued(sk.d2_absolute_error_score),
    "rmse": valued(sk.root_mean_squared_error),
    "mae": valued(sk.mean_absolute_error),
    "median_absolute_error": valued(sk.median_absolute_error),
    "max_error": lambda truth, prediction, weights=None: sk.max_error(truth, prediction),
    "mse": valued(sk.mean_squared_error),
    "mape": valued(sk.mean_absolute_percentage_error),
}
DIRECT = {  # (data set, score) -> scikit-learn's function
    **{("breast_cancer", name): function for name, function in TWO.items()},
    **{("wine", name): function for name, function in SEVERAL.items()},
    **{("diabetes", name): function for name, function in VALUE.items()},
}
IDS = [f"{name} on {data}" for data, name in DIRECT]
