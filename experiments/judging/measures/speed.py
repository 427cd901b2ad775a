"""Measures of how fast a network learned, from the scores within the first epochs and at the ends of all."""

import json
from math import inf, nan

import numpy as np
import pandas as pd

from experiments.judging.measures.measure import Context, Measure, Table

TENTH = 0.1  # of training: its start
Curve = tuple[np.ndarray, np.ndarray]  # steps in rising order, and the validation score after each


def early_score(context: Context) -> Table:
    """Mean validation score over the first tenth of training: (1 / T) · ∫ score d(step) from 0 to T, by trapezoids."""
    planned, means = planned_steps(context), dict[str, float]()
    for key, (steps, scores) in by_step(context).items():
        end = TENTH * planned[key]
        inside = steps < end
        x, y = np.append(steps[inside], end), np.append(scores[inside], np.interp(end, steps, scores))
        means[key] = float(np.trapezoid(y, x) / end)
    trials = context.trials
    return context.by_key(means).where(trials["status"] == "ok").mask(
        trials["status"] == "diverged", context.curve_chance
    )  # fmt: skip


def log_steps_to_target(context: Context) -> Table:
    """log2 of the steps until the validation score reaches the target; a miss counts as the study's most steps."""
    trials, target = context.trials, context.target
    if target is None:
        return pd.Series(nan, index=trials.index)
    most = most_steps(context)
    reached = {key: min(crossing(curve, target), most) for key, curve in by_step(context).items()}
    return context.by_key(reached).where(trials["status"] == "ok").mask(trials["status"] == "diverged", most)


def crossing(curve: Curve, target: float) -> float:
    """log2 of the step at which a curve first reaches a target, on the straight line over log2 of the steps between the
    last point below and the first one that is not; infinite if none is. Step 0 counts as 1.
    """
    steps, scores = curve
    there = np.flatnonzero(scores >= target)
    if not len(there):
        return inf
    logs, index = np.log2(np.maximum(steps, 1.0)), int(there[0])
    if index == 0:
        return float(logs[0])
    return float(np.interp(target, scores[index - 1 : index + 1], logs[index - 1 : index + 1]))


def by_step(context: Context) -> dict[str, Curve]:
    """Key -> the whole curve of a trial that was scored within its first epochs, without what is not finite."""
    trained, curves = trained_steps(context), dict[str, Curve]()
    for key, (early_steps, early) in context.early.items():
        if key in trained.index:
            epochs = context.curves.get(key, [])
            ends = trained.loc[key, "each"] * np.arange(1, len(epochs) + 1)
            steps = np.concatenate([np.asarray(early_steps, float), ends])
            scores = np.array([*early, *epochs], float)  # None becomes NaN
            order = np.argsort(steps, kind="stable")
            order = order[~np.isnan(scores[order])]
            if len(order):
                curves[key] = steps[order], scores[order]
    return curves


def trained_steps(context: Context) -> Table:
    """By key, of trials that trained: `each`, the optimizer steps of an epoch, and `planned`, of all planned epochs."""
    trials = context.trials[context.trials["key"].isin(list(context.early)) & (context.trials["epochs"] > 0)]
    trials = trials.drop_duplicates("key").set_index("key")
    each = trials["steps"].astype(float) / trials["epochs"].astype(float)
    return pd.DataFrame({"each": each, "planned": each * [json.loads(spec)["epochs"] for spec in trials["spec"]]})


def planned_steps(context: Context) -> dict[str, float]:
    """Key -> the steps of all epochs that a trial was to train."""
    return trained_steps(context)["planned"].to_dict()


def most_steps(context: Context) -> float:
    """log2 of the most steps that any trial of the study was to take."""
    return float(np.log2(max(planned_steps(context).values(), default=1.0)))


SPEED = {
    "early_score": Measure(
        "mean validation {curve} over the first tenth of training", "curve", True, "mean", "early_score",
        "validation {curve} before training, at steps within the first epochs and after each epoch, averaged over the "
        "steps of the first tenth of the planned epochs (trapezoids): the earlier it rises, the higher; a diverged "
        "trial counts as a constant guess",
        "over the first tenth of training {treatment} is {amount} ahead of {baseline}",
        "over the first tenth of training {treatment} is {amount} behind {baseline}",
        "{treatment} and {baseline} start equally fast", early_score, stage=0),
    "log_steps_to_target": Measure(
        "steps to target", "log steps", False, "mean", "log_steps_to_target",
        "steps until the validation {curve} reaches the target, interpolated between the points where it is scored and "
        "averaged as logarithms, so that an effect is a factor; a miss and a divergence count as the most steps that "
        "the study trains, which makes an effect too small rather than too large, and a replicate in which both "
        "methods miss counts as no evidence",
        "{baseline} needs {amount} as many steps to the target as {treatment}",
        "{treatment} needs {amount} as many steps to the target as {baseline}",
        "{treatment} and {baseline} need equally many steps to the target", log_steps_to_target,
        neither="neither {treatment} nor {baseline} reaches the target", stage=1, most=most_steps),
}  # fmt: skip
