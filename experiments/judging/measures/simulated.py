"""Measures that simulations find: value name -> how it is called and which way is better."""

from dataclasses import replace
from math import inf, nan

import numpy as np

from experiments.judging.measures.measure import Context, Measure, Table, plain, stored


def simulated(
    value: str,
    title: str,
    unit: str,
    higher_is_better: bool,
    how: str,
    name: str | None = None,
    centre: str = "mean",
    sentences: tuple[str, str, str] | None = None,
) -> tuple[str, Measure]:
    """The measure of one value of a simulation; where rates differ, it chooses the rate itself.

    `sentences` are said of a positive, a negative and no effect, where those made of the title read badly.
    """
    key = name or value
    missing = inf if centre == "median" else nan
    measure = plain(title, unit, higher_is_better, stored(f"simulation_{value}", missing), how, key, centre, 0)
    if sentences:
        measure = replace(measure, **dict(zip(("ahead", "behind", "same"), sentences, strict=True)))
    return key, measure


def in_decades(entry: tuple[str, Measure]) -> tuple[str, Measure]:
    """The same measure as its logarithm to base 10, for quantities that are compared by their ratio."""
    key, measure = entry

    def values(context: Context) -> Table:
        with np.errstate(divide="ignore"):
            return np.log10(measure.values(context))

    return key, replace(measure, values=values)


def shortfall(entry: tuple[str, Measure]) -> tuple[str, Measure]:
    """By how much the value is below 1; 0 if it is not."""
    key, measure = entry

    def values(context: Context) -> Table:
        return (1 - measure.values(context)).clip(lower=0)

    return key, replace(measure, values=values)


def size(value: str, title: str, unit: str, how: str, name: str) -> tuple[str, Measure]:
    """The measure of a simulation's value without its sign, where 0 is best."""
    read = stored(f"simulation_{value}", nan)
    return name, plain(title, unit, False, lambda context: read(context).abs(), how, name, "mean", 0)


# The signal on its way through a network at its initial weights, and what activations cost.
INITIAL = (
    size("forward_decay", "change of the signal on its way to the last layer", "decades",
         "absolute log10 of the last over the first hidden layer's standard deviation of outputs, at the initial "
         "weights", "forward_change"),
    size("backward_decay", "change of the gradient on its way to the first layer", "decades",
         "absolute log10 of the first over the last hidden layer's gradient for its sums, root mean square, at the "
         "initial weights", "backward_change"),
    simulated("backward_decay", "gradient left at the first layer", "decades", True,
          "log10 of the first over the last hidden layer's gradient for its sums, root mean square, at the initial "
          "weights"),
    simulated("saturated_share", "share of saturated outputs", "share", False,
          "share of outputs in which a sigmoid lies outside (0.01, 0.99) or tanh beyond ±0.99, mean over the hidden "
          "layers, at the initial weights", name="saturated_at_start"),
    simulated("mean_drift", "distance of the last layer's mean from 0", "number", False,
          "absolute mean of the last hidden layer's outputs, at the initial weights"),
    simulated("std_error", "distance of the last layer's standard deviation from 1", "number", False,
          "absolute difference between 1 and the standard deviation of the last hidden layer's outputs, at the "
          "initial weights"),
    simulated("rank_error", "error of the rank", "number", False,
          "largest difference between the rank of the product of a stack's matrices and its narrowest width"),
    simulated("revived_share", "share of dead units that came back", "share", False,
          "of the units that once gave 0 for every training row, the share that does not at the end"),
    simulated("step_ms", "time of a training step", "milliseconds", False,
          "wall-clock milliseconds of a training step of Keras's compiled `fit`, median over the batches",
          centre="median"),
    simulated("predict_ms", "time of a prediction", "milliseconds", False,
          "wall-clock milliseconds of a batch in Keras's compiled `predict`, median over the batches",
          centre="median"),
)  # fmt: skip

SIMULATED = dict(
    [
        simulated("error", "largest error", "error", False, "largest deviation from the theory", centre="median"),
        simulated(
            "time_decay", "gradient at the first step, relative to the last", "decades", True,
            "log10 of the norm of the gradient of a recurrent layer's last output for its first input over that for "
            "its last input"),
        simulated(
            "steps", "number of steps", "steps", False, "steps until the goal; infinite if never", centre="median",
            sentences=("{treatment} needs {amount} fewer than {baseline}",
                       "{treatment} needs {amount} more than {baseline}",
                       "{treatment} and {baseline} need equally many steps")),
        in_decades(simulated(
            "steps", "number of steps, as a power of ten,", "decades", False,
            "log10 of the steps until the goal; infinite if never", "log_steps", "median",
            ("{treatment} needs {amount} fewer steps than {baseline}",
             "{treatment} needs {amount} more steps than {baseline}",
             "{treatment} and {baseline} need equally many steps"))),
        simulated(
            "falling_cross_entropy", "share of the errors over which cross-entropy's gradient falls", "share", False,
            "share of a fine grid of errors from 0 to 1 at which the gradient is smaller than at the error before"),
        simulated("outside", "outputs outside (0, 1)", "count", False, "softmax outputs of at most 0 or at least 1"),
        simulated("moved", "largest outputs that are not the largest input's", "count", False,
              "samples whose largest softmax output is not at the largest input"),
        shortfall(simulated(
            "smallest_excess", "shortfall of the excess", "ratio", False,
            "by how much H(p, q) − H(p), over 2 (½ Σ|p − q|)² nats (Pinsker's bound), falls short of 1; above that "
            "bound only q = p reaches H(p)", name="bound_shortfall")),
        simulated(
            "ratio_error", "distance of the updates' ratio from the features'", "decades", False,
            "absolute difference, in powers of ten, between the ratio of the mean updates (weights of the large "
            "features over weights of the others, median over the steps) and the ratio of the features' scales"),
        simulated(
            "first_error", "distance of the first updates' ratio from the features'", "decades", False,
            "the same of the first step"),
        in_decades(simulated(
            "other_learning", "learning of the ordinary features", "decades", True,
            "log10 of the root mean square of what the features of ordinary scale add to the output after 50 steps at "
            "the largest rate that is safe",
            sentences=("with {treatment} the ordinary features learn {amount} more than with {baseline}",
                       "with {treatment} the ordinary features learn {amount} less than with {baseline}",
                       "with {treatment} and {baseline} the ordinary features learn equally much"))),
        simulated(
            "agreement", "share of updates in which a unit's weights all go one way", "share", False,
            "share of steps and hidden units in which all incoming weights that move go up, or all go down"),
        simulated(
            "detour", "length of a unit's path over its way", "ratio", False,
            "length of the path of a hidden unit's weights over the distance from its start to its end, mean over "
            "the units"),
        simulated(
            "gap", "overstatement of the {curve} by copies", "curve", False,
            "{curve} of a nearest-neighbour model on held-out rows of a table with copies minus its {curve} on the "
            "same rows without their copies among the training rows", name="copied_gap",
            sentences=("{treatment} overstate the score by {amount} less than {baseline}",
                       "{treatment} overstate the score by {amount} more than {baseline}",
                       "{treatment} and {baseline} overstate the score equally")),
        simulated(
            "hidden_errors", "errors that copies hide", "decades", False,
            "log10 of a nearest-neighbour model's error without copies of the judged rows among the training rows "
            "over its error with them", name="copied_errors",
            sentences=("{treatment} hide {amount} fewer of the errors than {baseline}",
                       "{treatment} hide {amount} more of the errors than {baseline}",
                       "{treatment} and {baseline} hide equally many errors")),
        simulated(
            "overstatement", "overstatement of the test {curve}", "curve", False,
            "{curve} of the chosen candidate on the rows that chose it minus its {curve} on untouched rows, less the "
            "mean of that difference over all candidates",
            sentences=("{treatment} overstates the score by {amount} less than {baseline}",
                       "{treatment} overstates the score by {amount} more than {baseline}",
                       "{treatment} and {baseline} overstate the score equally")),
        simulated(
            "chosen_validation", "validation {curve} of the chosen setting", "curve", True,
            "{curve} on the validation rows, which chose it"),
        simulated(
            "chosen_test", "test {curve} of the chosen setting", "curve", True,
            "{curve} on the test rows of the setting that the validation rows chose"),
        simulated(
            "regret", "shortfall of a search", "curve", False,
            "how far the best validation {curve} so far falls short of the best that another random search finds, mean "
            "over the epochs of the whole budget", name="search_regret",
            sentences=("{treatment} falls short by {amount} less than {baseline}",
                       "{treatment} falls short by {amount} more than {baseline}",
                       "{treatment} and {baseline} fall short equally")),
        *INITIAL,
    ]
)  # fmt: skip
