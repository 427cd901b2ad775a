"""Measures of failed runs: how many diverge or collapse, and how good the others are."""

from math import nan

from experiments.judging.measures.measure import Context, Measure, Table, plain

BAR = 0.1  # of the way from a constant guess to the best method's mean: who learns less has collapsed


def failure(context: Context) -> Table:
    """1 for a run that diverged or collapsed, 0 for a sound one."""
    status, best, chance = context.trials["status"], context.best, context.curve_chance
    bar = chance if best is None else chance + BAR * (best - chance)
    collapsed = context.column(f"train_{context.curve}", nan) <= bar
    return collapsed.astype(float).where(status == "ok").mask(status == "diverged", 1.0)


def sound_score(context: Context) -> Table:
    """Test score of sound runs; none of others."""
    return context.score("test").where(failure(context) == 0)


RULE = (
    "a run fails if a loss or a weight becomes infinite or NaN, or if its {curve} on the training split is in the end "
    f"less than {BAR:.0%} of the way from a constant guess to the best method's mean on the validation split"
).replace("%", " %")
FAILING = {
    "failure": Measure(
        "share of failed runs", "share of runs", False, "share", "validation_score", RULE,
        "{baseline} fails in {amount} more than {treatment}", "{treatment} fails in {amount} more than {baseline}",
        "{treatment} and {baseline} fail equally often", failure, stage=1),
    "sound_score": plain(
        "test {score} among sound runs", "score", True, sound_score,
        f"{{score}} on the test split of the runs that do not fail, to be read beside the share that does: {RULE}; "
        "replicates in which a method fails count for neither method", stage=1),
}  # fmt: skip
