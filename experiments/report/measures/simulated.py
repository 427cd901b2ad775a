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


SIMULATED = dict(
    [
        found("error", "largest error", "error", False, "largest deviation from the theory", centre="median"),
        found(
            "time_decay", "gradient at the first step, relative to the last", "decades", True,
            "log10 of the norm of the gradient of a recurrent layer's last output for its first input over that for "
            "its last input"),
        found("steps", "number of steps", "steps", False, "steps until the goal; infinite if never", centre="median"),
    ]
)  # fmt: skip
