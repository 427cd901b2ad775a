"""Measures of what happens inside a network: statistics of its layers."""

from collections.abc import Callable
from math import nan

import numpy as np
import pandas as pd

from experiments.judging.measures.measure import Context, Measure, Table, plain

SMALLEST = 1e-38  # the smallest normal float32: a gradient below it counts as this


def gradient_decay(context: Context) -> Table:
    """log10 of the first hidden layer's gradient norm over the last one's, before training."""
    layers = hidden(context, "gradient_norm")
    if layers.empty:
        return pd.Series(nan, index=context.trials.index)
    norms = layers.pivot(index="key", columns="layer", values="first").astype(float).clip(lower=SMALLEST)
    ends = norms[sorted(norms.columns, key=depth)]
    return context.by_key(np.log10(ends.iloc[:, 0] / ends.iloc[:, -1]))


def hidden(context: Context, statistic: str) -> Table:
    """One statistic of the hidden layers."""
    layers = context.layers
    return layers[(layers["statistic"] == statistic) & (layers["layer"] != "output")]


def depth(layer: str) -> tuple[int, int]:
    """Sorts `hidden_2` before `hidden_10`, and `output` last."""
    return (layer == "output", int("0" + "".join(filter(str.isdigit, layer))))


def averaged(statistic: str, size: bool = False) -> Callable[[Context], Table]:
    """The mean of a statistic, or of its absolute value, over the hidden layers after the last epoch."""

    def values(context: Context) -> Table:
        layers = hidden(context, statistic)
        if layers.empty:
            return pd.Series(nan, index=context.trials.index)
        last = layers["last"].abs() if size else layers["last"]
        return context.by_key(last.groupby(layers["key"]).mean())

    return values


INSIDE = {
    "gradient_decay": Measure(
        "gradient in the first hidden layer, relative to the last", "decades", True, "mean", "validation_score",
        "log10 of the gradient norm in the first hidden layer over that in the last one, before training",
        "from the last hidden layer to the first, {treatment} loses {amount} less of the gradient than {baseline}",
        "from the last hidden layer to the first, {treatment} loses {amount} more of the gradient than {baseline}",
        "{treatment} and {baseline} lose the gradient alike", gradient_decay, stage=2),
    "dead_share": Measure(
        "dead units", "share", False, "mean", "validation_score",
        "share of units that are 0 for every sample, mean over the hidden layers, after the last epoch",
        "with {treatment} {amount} fewer of the units are dead than with {baseline}",
        "with {treatment} {amount} more of the units are dead than with {baseline}",
        "with {treatment} and {baseline} equally many units are dead", averaged("dead_share"), stage=2),
    "saturated_share": plain(
        "share of saturated units", "share", False, averaged("saturated_share"),
        "share of units that hardly vary over the samples, mean over the hidden layers, after the last epoch"),
    "mean_offset": plain(
        "distance of the mean activation from 0", "number", False, averaged("activation_mean", size=True),
        "absolute mean activation, mean over the hidden layers, after the last epoch"),
    "wasserstein": plain(
        "drift of the activations' distributions in an epoch", "number", False, averaged("wasserstein"),
        "1-D Wasserstein distance between a unit's activations at the end of the last epoch and of the one before, in "
        "standard deviations of the layer, mean over units and hidden layers"),
    "moment_drift": plain(
        "drift of the activations' means in an epoch", "number", False, averaged("activation_drift"),
        "change of a unit's mean activation in the last epoch, in standard deviations of the layer, mean over units "
        "and hidden layers"),
    "unit_correlation": plain(
        "correlation between hidden units", "number", False, averaged("unit_correlation"),
        "mean absolute correlation between pairs of units of a hidden layer, after the last epoch"),
    "distinct_share": plain(
        "share of distinct hidden units", "share", True, averaged("distinct_share"),
        "share of a layer's units whose incoming weights differ from those of every other unit, after the last epoch"),
}  # fmt: skip
