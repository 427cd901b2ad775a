"""Shapes of what is said of a network beside reference models, and of an ensemble beside the winner."""

from typing import TypedDict

from experiments.report.shapes.claims import Answer
from experiments.report.shapes.quantities import Quantity


class Gap(TypedDict):
    """A difference of test scores, paired by replicate, with its 95 % interval; `None` bounds nothing."""

    n: int
    centre: float | None
    low: float | None
    high: float | None


class Worth(Answer):
    """A network beside the best of the reference models; `scores` are those of all, the best first."""

    network: str
    validation: float
    reference: str
    scores: list[tuple[str, float]]
    gap: Gap


class DatasetWorth(Worth):
    """The network that leads on a data set, and the study that it comes from."""

    study: str
    title: str
    data: str


class Ensemble(Answer):
    """The ensemble of a search's finalists; `weights` are mean shares by setting, `gap` is to the winner."""

    weights: dict[str, float]
    members: str
    validation: Quantity
    test: Quantity
    gap: Gap
