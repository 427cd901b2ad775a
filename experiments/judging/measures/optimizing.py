"""Measures of how optimizers step and leave places, in simulations and in training."""

from itertools import pairwise

from experiments.judging.measures.measure import Context, Measure, Table, plain, stored
from experiments.judging.measures.simulated import in_decades, simulated

EARLY = 10  # epochs that count as the start of a training


def early_falls(context: Context) -> Table:
    """By how much the validation score fell back in the first epochs, added up; none if diverged."""
    falls_by_key = {key: falls(points[:EARLY]) for key, points in context.curves.items()}
    return context.by_key(falls_by_key).where(context.trials["status"] == "ok")


def falls(points: list[float | None]) -> float:
    """The sum of all falls from one known point to the next."""
    known = [point for point in points if point is not None]
    return float(sum(max(0.0, before - after) for before, after in pairwise(known)))


OPTIMIZING = {
    "steps_to_leave": Measure(
        "steps to leave", "steps", False, "median", "steps_to_leave",
        "first step at which the height is a tenth below that of the level place; infinite if never",
        "{treatment} leaves the level place {amount} earlier than {baseline}",
        "{treatment} leaves the level place {amount} later than {baseline}",
        "{treatment} and {baseline} leave the level place equally soon", stored("simulation_steps_to_leave"),
        "{treatment} leaves the level place, {baseline} does not",
        "neither {treatment} nor {baseline} leaves the level place"),
    "early_falls": plain(
        "loss of validation {curve} on the way", "curve", False, early_falls,
        f"by how much the validation {{curve}} fell from one epoch to the next in the first {EARLY} epochs, added up; "
        "none for a diverged trial", stage=0),
    **dict(
        [
            in_decades(simulated(
                "loss_ratio", "share of the first loss that is left", "decades", False,
                "log10 of the mean loss of the walks after the last step over that at the start", "loss_left",
                "median")),
            in_decades(simulated(
                "rows_per_second", "number of rows trained in a second", "decades", True,
                "log10 of the rows that pass in a second of Keras's own training, by the clock: it depends on the "
                "machine and what else it does", "speed")),
            simulated("share", "share of walks that end in the lowest pit", "share", True,
                  "share of the walks whose last place lies within the lowest pit", "lowest_share"),
            simulated("direction_spread", "change of direction from step to step", "number", False,
                  "1 − the mean cosine between successive steps: 0 straight ahead, 1 no memory, 2 to and fro"),
            simulated("shrinkage", "length of late steps relative to early ones", "share", True,
                  "mean step of the last tenth over that of the first tenth, under gradients that do not change"),
            simulated("largest_step", "largest step, in units of the rate,", "number", False,
                  "largest mean move of a coordinate in one step, over the learning rate"),
        ]
    ),
}  # fmt: skip
