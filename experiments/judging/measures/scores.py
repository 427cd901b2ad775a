"""Measures of how well and how fast a network learned."""

from math import inf, log, nan

import pandas as pd

from experiments.judging.measures.measure import Context, Measure, Table, plain, stored


def test_score(context: Context) -> Table:
    """Score on the test split."""
    return context.score("test")


def validation_score(context: Context) -> Table:
    """Score on the validation split."""
    return context.score("validation")


def train_loss(context: Context) -> Table:
    """Training loss at the end; infinite if diverged."""
    return context.column("train_loss", inf)


def gap(context: Context) -> Table:
    """Training minus test score; none if diverged."""
    return (context.score("train") - context.score("test")).where(context.trials["status"] == "ok")


def epochs_to_target(context: Context) -> Table:
    """First epoch whose validation score reaches the target; a miss and a divergence are infinite."""
    trials, target = context.trials, context.target
    if target is None:
        return pd.Series(nan, index=trials.index)
    reached = {key: first(points, target) for key, points in context.curves.items()}
    return context.by_key(reached).where(trials["status"] == "ok").mask(trials["status"] == "diverged", inf)


def first(points: list[float | None], target: float) -> float:
    """The 1-based place of the first point at or above the target; infinite if there is none."""
    return next((step for step, value in enumerate(points, 1) if value is not None and value >= target), inf)


SCORES = {
    "test_score": Measure(
        "test {score}", "score", True, "mean", "validation_score",
        "{score} on the test split, with the weights that were scored; a diverged trial counts as a constant guess",
        "{treatment} scores {amount} higher than {baseline} on test data",
        "{treatment} scores {amount} lower than {baseline} on test data",
        "{treatment} and {baseline} score the same on test data", test_score),
    "validation_score": Measure(
        "validation {score}", "score", True, "mean", "validation_score",
        "{score} on the validation split; a diverged trial counts as a constant guess",
        "{treatment} scores {amount} higher than {baseline} on validation data",
        "{treatment} scores {amount} lower than {baseline} on validation data",
        "{treatment} and {baseline} score the same on validation data", validation_score),
    "epochs_to_target": Measure(
        "epochs to target", "epochs", False, "median", "epochs_to_target",
        "first epoch whose validation {curve} reaches the target; a miss and a divergence count as infinite",
        "{treatment} reaches the target {amount} earlier than {baseline}",
        "{treatment} reaches the target {amount} later than {baseline}",
        "{treatment} and {baseline} reach the target equally fast", epochs_to_target,
        "{treatment} reaches the target, {baseline} does not", "neither {treatment} nor {baseline} reaches the target",
        stage=1),
    "train_loss": Measure(
        "training loss", "loss", False, "median", "train_loss",
        "loss on the training split at the end; infinite for a diverged trial",
        "{treatment} ends with a training loss {amount} lower than {baseline}",
        "{treatment} ends with a training loss {amount} higher than {baseline}",
        "{treatment} and {baseline} end with the same training loss", train_loss,
        "{treatment} trains, {baseline} diverges", "both {treatment} and {baseline} diverge"),
    "gap": Measure(
        "gap between training and test {score}", "score difference", False, "mean", "validation_score",
        "{score} on the training split minus {score} on the test split; none for a diverged trial",
        "{treatment} overfits less than {baseline}: its gap between training and test is {amount} smaller",
        "{treatment} overfits more than {baseline}: its gap between training and test is {amount} larger",
        "{treatment} and {baseline} have the same gap between training and test", gap),
    "nll": plain(
        "test loss in nats", "loss", False, lambda context: nll(context),
        "mean negative log of the probability given to the true class, on the test split; a diverged trial counts as a "
        "guess that gives all classes one probability", stage=0),
    "ece": plain(
        "calibration error", "share", False, stored("test_ece", nan),
        "expected calibration error on the test split: mean distance between confidence and hits in 15 bins of "
        "confidence, weighted by their rows (Guo et al. 2017); none for a diverged trial", stage=0),
    "brier": plain(
        "Brier score", "loss", False, lambda context: brier(context),
        "mean squared distance between the class probabilities and the truth, on the test split; a diverged trial "
        "counts as a guess that gives all classes one probability", stage=0),
    "noise_score": plain(
        "{score} under input noise", "score", True, lambda context: noise_score(context),
        "{score} on the test split with Gaussian noise added to the inputs; a diverged trial counts as a constant "
        "guess", stage=0),
    "mae": plain(
        "mean absolute test error", "deviations", False, lambda context: mae(context),
        "mean absolute error on the test split, in standard deviations of what is predicted; infinite if diverged",
        chosen_by="mae", centre="median", stage=0),
    "noise_loss": Measure(
        "{score} lost to input noise", "score difference", False, "mean", "validation_score",
        "{score} on the test split minus that on the same rows with Gaussian noise added to the inputs; none for a "
        "diverged trial",
        "under input noise {treatment} loses {amount} less than {baseline}",
        "under input noise {treatment} loses {amount} more than {baseline}",
        "under input noise {treatment} and {baseline} lose the same", lambda context: noise_loss(context)),
    "co_adaptation": Measure(
        "{score} lost to removed units", "score difference", False, "mean", "validation_score",
        "{score} on the test split minus that of the same network without a share of the hidden units of each layer, "
        "mean over several draws of who is removed, the same for all methods: how far units rely on each other; none "
        "for a diverged trial",
        "without some of its hidden units {treatment} loses {amount} less than {baseline}",
        "without some of its hidden units {treatment} loses {amount} more than {baseline}",
        "without some of their hidden units {treatment} and {baseline} lose the same",
        lambda context: co_adaptation(context)),
    "train_score": plain(
        "training {score}", "score", True, lambda context: context.score("train"),
        "{score} on the training split; a diverged trial counts as a constant guess", stage=0),
    "epochs_used": plain(
        "number of epochs trained", "epochs", False, lambda context: context.trials["epochs"].astype(float),
        "epochs until the trial stopped", stage=0),
    "parameters": plain(
        "number of trainable parameters", "count", False, lambda context: context.trials["parameters"].astype(float),
        "trainable weights of the network", stage=0),
}  # fmt: skip


def mae(context: Context) -> Table:
    """Mean absolute error in standard deviations of the target; none for classes."""
    return context.column("test_mae", inf) / float(context.facts.get("deviation") or nan)


def noise_score(context: Context) -> Table:
    """Score on noisy test rows."""
    return context.score("test_noise")


def noise_loss(context: Context) -> Table:
    """What the test score loses when the inputs are noisy; none if diverged."""
    return (context.score("test") - noise_score(context)).where(context.trials["status"] == "ok")


def co_adaptation(context: Context) -> Table:
    """What the test score loses when hidden units are removed; none if diverged."""
    return (context.score("test") - context.score("test_removal")).where(context.trials["status"] == "ok")


def nll(context: Context) -> Table:
    """Test loss in nats; that of a guess without knowledge, log(classes), if diverged."""
    return context.column("test_nll", log(float(context.facts.get("classes") or nan)))


def brier(context: Context) -> Table:
    """Brier score of the test rows; that of a guess without knowledge, 1 − 1 / classes, if diverged."""
    return context.column("test_brier", 1 - 1 / float(context.facts.get("classes") or nan))
