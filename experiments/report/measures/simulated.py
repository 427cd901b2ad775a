"""Measures that simulations find: value name -> how it is called and which way is better."""

from math import inf, nan

from experiments.report.measures.measure import Measure, plain, stored


def found(
    value: str, title: str, unit: str, higher_is_better: bool, how: str, name: str | None = None, centre: str = "mean"
) -> tuple[str, Measure]:
    """The measure of one value of a simulation; where rates differ, it chooses the rate itself."""
    key = name or value
    missing = inf if centre == "median" else nan
    return key, plain(title, unit, higher_is_better, stored(f"simulation_{value}", missing), how, key, centre, 0)


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
    found("backward_decay", "gradient left at the first layer", "decades", True,
          "log10 of the first over the last hidden layer's gradient for its sums, root mean square, at the initial "
          "weights"),
    found("saturated_share", "share of saturated outputs", "share", False,
          "share of outputs in which a sigmoid lies outside (0.01, 0.99) or tanh beyond ±0.99, mean over the hidden "
          "layers, at the initial weights", name="saturated_at_start"),
    found("mean_drift", "distance of the last layer's mean from 0", "number", False,
          "absolute mean of the last hidden layer's outputs, at the initial weights"),
    found("std_error", "distance of the last layer's standard deviation from 1", "number", False,
          "absolute difference between 1 and the standard deviation of the last hidden layer's outputs, at the "
          "initial weights"),
    found("rank_error", "error of the rank", "number", False,
          "largest difference between the rank of the product of a stack's matrices and its narrowest width"),
    found("revived_share", "share of dead units that came back", "share", False,
          "of the units that once gave 0 for every training row, the share that does not at the end"),
    found("step_ms", "time of a training step", "milliseconds", False,
          "wall-clock milliseconds of a training step of Keras's compiled `fit`, median over the batches",
          centre="median"),
    found("predict_ms", "time of a prediction", "milliseconds", False,
          "wall-clock milliseconds of a batch in Keras's compiled `predict`, median over the batches",
          centre="median"),
)  # fmt: skip

SIMULATED = dict(
    [
        found("error", "largest error", "error", False, "largest deviation from the theory", centre="median"),
        found("steps", "number of steps", "steps", False, "steps until the goal; infinite if never", centre="median"),
        *INITIAL,
    ]
)
