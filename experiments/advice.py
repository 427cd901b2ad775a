"""What a study says beside its verdicts: which of several methods to choose, and what each part of a recipe adds."""

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
class Factor:
    """One part of a recipe that was tried with and without every combination of the others.

    Attributes:
        name: what it is called.
        pairs: labels of methods (with it, without it) that are alike in all else; first with nothing else, last with
            everything else.
    """

    name: str
    pairs: tuple[tuple[str, str], ...]
