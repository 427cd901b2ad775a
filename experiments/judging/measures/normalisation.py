"""Measures that the simulations of batch normalisation and of small networks find."""

from collections.abc import Callable
from dataclasses import replace
from math import nan

from experiments.judging.measures.measure import Context, Measure, Table, plain, stored
from experiments.judging.measures.simulated import in_decades, simulated

Entry = tuple[str, Measure]


def chosen(by: str, entry: Entry) -> Entry:
    """The same measure, at the setting that another one chooses."""
    return entry[0], replace(entry[1], chosen_by=by)


def over(value: str, bound: str) -> Callable[[Context], Table]:
    """By how much one value of a simulation exceeds another; 0 if it does not."""
    first, second = stored(f"simulation_{value}", nan), stored(f"simulation_{bound}", nan)
    return lambda context: (first(context) - second(context)).clip(lower=0)


NORMALISATION = dict(
    [
        simulated("loss", "loss after the simulated updates", "loss", False,
              "mean loss of the last tenth of the batches", name="drift_loss", centre="median"),
        chosen("drift_loss", in_decades(simulated(
            "moment_drift", "drift of the layers' input moments", "decades", False,
            "log10 of the change of mean and standard deviation of each input unit in one update, in standard "
            "deviations of the layer; mean over units, hidden layers and updates", name="input_moment_drift"))),
        chosen("drift_loss", in_decades(simulated(
            "wasserstein", "drift of the layers' input distributions", "decades", False,
            "log10 of the 1-D Wasserstein distance between the distributions of each input unit before and after one "
            "update, in standard deviations of the layer; mean over units, hidden layers and updates",
            name="input_wasserstein"))),
        chosen("drift_loss", simulated(
            "gradient_change", "change of the gradient's direction", "number", False,
            "1 − cosine between a kernel's gradient before and after the layers below have made their update; mean "
            "over layers and updates (Santurkar et al. 2018)")),
        simulated("validation_score", "validation {score} of the small network", "score", True,
              "{score} on the validation split", name="simulated_validation"),
        chosen("simulated_validation", simulated(
            "test_score", "test {score} of the small network", "score", True,
            "{score} on the test split; a diverged network counts as a constant guess", name="simulated_score")),
        chosen("simulated_validation", simulated(
            "share", "share of a sigmoid's inputs in its linear zone", "share", False,
            "share of the inputs to the activation with |z| < 1 over the test rows, after training",
            name="linear_zone")),
        simulated("kernel_decay", "gradient in the first hidden layer, relative to the last", "decades", True,
              "log10 of the gradient of the first hidden layer's kernel over that of the last one's at the initial "
              "weights, with moments of the batch where a layer is normalised", name="initial_gradient_decay"),
        simulated("extra_entries", "weights beyond one of each kind a feature map", "count", False,
              "entries of the layer's four weights, less four a feature map"),
        simulated("company_error", "influence of the other rows at inference", "error", False,
              "largest change of a row's output when other rows stand beside it", centre="median"),
        simulated("extra_time", "extra time of a training step", "extra", False,
              "time of a step relative to that of the plain network, less 1: first deciles of steps that take turns"),
        simulated("epochs", "epochs until no mistake is left", "epochs", False,
              "passes over the samples until one passes without a mistake; infinite if none does in 1,000",
              name="epochs_to_perfection", centre="median"),
        ("mistakes_over_bound", plain(
            "mistakes beyond the bound", "count", False, over("mistakes", "bound"),
            "mistakes in all, less the bound of Novikoff; 0 if fewer", "mistakes_over_bound", stage=0)),
    ]
)  # fmt: skip
