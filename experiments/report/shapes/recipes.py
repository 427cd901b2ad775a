"""Shapes of what became of a recipe."""

from typing import Literal, TypedDict

from experiments.report.shapes.claims import Answer
from experiments.report.shapes.references import Gap


class Gain(Gap):
    """A gain of score with its 95 % interval, as numbers and as text; what it means beside the margin."""

    text: str
    direction: str
    size: str


class TechniqueRow(TypedDict):
    """A technique at its best setting.

    `alone` is what it gains on test rows over the network as it was; `step` what it gained on validation rows over what
    was kept before it, None if it was not tried; `loss` what the recipe loses on test rows without it, None if it is no
    part of it.
    """

    technique: str
    method: str
    kept: bool
    alone: Gain
    step: Gain | None
    loss: Gain | None


class ReferenceLine(TypedDict):
    """A reference model, and by how much it scores better on test rows than the network as it was."""

    name: str
    gain: float


class RecipeSummary(Answer):
    """A recipe: what came of it, in a sentence; techniques by what they gain; reference models."""

    outcome: Literal["helps", "unclear", "nothing", "unfinished"]
    parts: list[str]
    gain: Gain
    margin: float
    techniques: list[TechniqueRow]
    references: list[ReferenceLine]
