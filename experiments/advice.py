"""What a study says beside its verdicts: which of several methods to choose, and which techniques make a recipe."""

from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """A choice among methods that the page recommends, with what it gains or loses against a baseline.

    `best` is the method with the highest validation score; its effect is measured on test data.
    `cheapest` is the last of the methods that is shown to lose less than the margin, where all before it were shown
    to as well: tests in a fixed sequence, which need no correction (Westfall and Krishen 2001, "Optimally weighted,
    fixed sequence and gatekeeper multiple testing procedures", Journal of Statistical Planning and Inference 99).

    Attributes:
        methods: labels; for `cheapest` the dearest first.
        baseline: the label of what they are compared with.
        kind: `best` or `cheapest`.
        margin: the largest loss of test score that does not matter.
        saves: the measure that says what the cheapest saves.
    """

    methods: tuple[str, ...]
    baseline: str
    kind: str = "best"
    margin: float = 0.005
    saves: str | None = None


@dataclass(frozen=True)
class Technique:
    """What can be added to a network: a method for each of its settings.

    Attributes:
        name: what it is called.
        methods: labels; each differs from the recipe's baseline in this technique alone.
    """

    name: str
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """Techniques that are added to a network one after the other, each kept while it adds on validation rows.

    See `experiments.judging.recipe`. The combinations are methods that the study is given as it goes.

    Attributes:
        baseline: the label of the network as it was.
        techniques: what can be added.
        margin: the smallest gain of test score that matters.
    """

    baseline: str
    techniques: tuple[Technique, ...]
    margin: float = 0.005

    def only(self, labels: Container[str | None]) -> "Recipe | None":
        """The recipe of some methods; None if its baseline or every technique is missing."""
        kept = [Technique(each.name, tuple(label for label in each.methods if label in labels))
                for each in self.techniques]  # fmt: skip
        techniques = tuple(each for each in kept if each.methods)
        return Recipe(self.baseline, techniques, self.margin) if techniques and self.baseline in labels else None
