"""Measures that simulations find: value name -> how it is called and which way is better."""

from collections.abc import Callable
from math import inf, nan

import numpy as np

from experiments.report.measures.measure import Context, Measure, Table, plain, stored


def found(
    value: str,
    title: str,
    unit: str,
    higher_is_better: bool,
    how: str,
    name: str | None = None,
    centre: str = "mean",
    by: str | None = None,
    turned: Callable[[Table], Table] | None = None,
) -> tuple[str, Measure]:
    """The measure of one value of a simulation.

    Args:
        value: of the simulation's outcome. name: of the measure, if other.
        title, unit, higher_is_better, how, centre: as in `Measure`.
        by: the measure that chooses the rate where rates differ; None for the measure itself.
        turned: what the values go through first.
    """
    key = name or value
    read = stored(f"simulation_{value}", inf if centre == "median" else nan)
    values = (lambda context: turned(read(context))) if turned else read
    return key, plain(title, unit, higher_is_better, values, how, by or key, centre, 0)


def over(value: str, bound: str) -> Callable[[Context], Table]:
    """By how much one value of a simulation exceeds another; 0 if it does not."""
    first, second = stored(f"simulation_{value}", nan), stored(f"simulation_{bound}", nan)
    return lambda context: (first(context) - second(context)).clip(lower=0)


SIMULATED = dict(
    [
        found("error", "largest error", "error", False, "largest deviation from the theory", centre="median"),
        found("steps", "number of steps", "steps", False, "steps until the goal; infinite if never", centre="median"),
        # batch normalisation
        found("moment_drift", "drift of the layers' input moments", "decades", False,
            "log10 of the change of mean and standard deviation of each input unit in one update, in standard "
            "deviations of the layer; mean over units, hidden layers and updates",
            name="input_moment_drift", by="drift_loss", turned=np.log10),
        found("wasserstein", "drift of the layers' input distributions", "decades", False,
            "log10 of the 1-D Wasserstein distance between the distributions of each input unit before and after one "
            "update, in standard deviations of the layer; mean over units, hidden layers and updates",
            name="input_wasserstein", by="drift_loss", turned=np.log10),
        found("gradient_change", "change of the gradient's direction", "number", False,
            "1 − cosine between a kernel's gradient before and after the layers below have made their update; mean "
            "over layers and updates (Santurkar et al. 2018)", by="drift_loss"),
        found("loss", "training loss after the simulated updates", "loss", False,
            "mean loss of the last tenth of the batches", name="drift_loss", centre="median"),
        found("share", "share of a sigmoid's inputs in its linear zone", "share", False,
            "share of the inputs to the activation with |z| < 1 over the test rows, after training",
            name="linear_zone", by="simulated_validation"),
        found("validation_score", "validation {score} of the small network", "score", True,
            "{score} on the validation split", name="simulated_validation"),
        found("test_score", "test {score} of the small network", "score", True,
            "{score} on the test split; a diverged network counts as a constant guess",
            name="simulated_score", by="simulated_validation"),
        found("extra_entries", "weights beyond one of each kind a feature map", "count", False,
            "entries of the layer's four weights, less four a feature map"),
        found("company_error", "influence of the other rows at inference", "error", False,
            "largest change of a row's output when other rows stand beside it", centre="median"),
        found("extra_time", "extra time of a training step", "extra", False,
            "time of a step relative to that of the plain network, less 1: first deciles of steps that take turns"),
        # networks
        found("epochs", "epochs until no mistake is left", "epochs", False,
            "passes over the samples until one passes without a mistake; infinite if none does in 1,000",
            name="epochs_to_perfection", centre="median"),
        ("mistakes_over_bound", plain("mistakes beyond the bound", "count", False, over("mistakes", "bound"),
            "mistakes in all, less the bound of Novikoff; 0 if fewer", "mistakes_over_bound", stage=0)),
    ]
)  # fmt: skip
