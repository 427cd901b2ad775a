"""Form: how the trials of a stack are trained within one program."""

from dataclasses import dataclass

VECTORIZED = "vectorized"  # each step is one step of all trials, along a leading axis
LOOPED = "looped"  # the trials in turn, an epoch each: any layer works, and one trial's numbers stay in the cache


@dataclass(frozen=True)
class Form:
    """The form of a program, determined before anything is trained.

    Attributes:
        name: `VECTORIZED`, `LOOPED`, or "" where the network is left to `fit`.
        note: why not the faster form, as part of a sentence.
        exchanged: kind of Keras's layer -> how many call their siblings in `custom_layers`.
    """

    name: str
    note: str = ""
    exchanged: tuple[tuple[str, int], ...] = ()

    def sentence(self, label: str) -> str:
        """The plan's sentence about a part of the user's own; empty if it trains as the suite's own parts do."""
        if not self.name:
            return f"{label} is trained by fit: {self.note}."
        if self.name == LOOPED:
            return f"{label} is stacked, one trial after the other in one program: {self.note}."
        if not self.exchanged:
            return ""
        layers = " and ".join(f"{count} {kind}" for kind, count in self.exchanged)
        drawn = any("Dropout" in kind for kind, _ in self.exchanged)
        same = "the same functions and weights"
        same += ", with other random numbers of the same distribution" if drawn else ""
        return f"{label} is stacked with {layers} of Keras's exchanged for those of custom_layers: {same}."
