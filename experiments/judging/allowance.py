"""What an interval allows for beside the scatter of its values: overlapping training rows, chosen settings."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Allowance:
    """What an interval allows for beside the scatter of its values.

    Attributes:
        overlap: of the replicates' training rows; see `overlap`.
        choice: the standard error of the choice of settings; see `experiments.judging.choice`.
        freedom: the degrees of freedom of that.
    """

    overlap: float = 0.0
    choice: float = 0.0
    freedom: int = 1

    def error(self, variance: Any, n: Any, freedom: Any, shrink: Any = 1.0) -> tuple[Any, Any]:
        """The standard error of a mean of n values with this variance, and its degrees of freedom.

            error² = a + shrink · choice²,  a = variance · (1 / n + overlap)
            degrees of freedom = error⁴ / (a² / those of the variance + choice⁴ / those of the choice)

        The variance of a sum is that of its parts; its distribution is near a t with these degrees of freedom.

        Reference: Satterthwaite 1946, "An Approximate Distribution of Estimates of Variance Components", Biometrics
            Bulletin 2: 110-114; Welch 1947, Biometrika 34: 28-35.
        """
        own, choice = variance * (1 / n + self.overlap), self.choice**2 * shrink
        if not self.choice:
            return np.sqrt(own), freedom
        return np.sqrt(own + choice), (own + choice) ** 2 / (own**2 / freedom + choice**2 / self.freedom)


NOTHING = Allowance()


def overlap(facts: dict[str, Any]) -> float:
    """How much the replicates' training rows overlap: test rows over training rows with folds, else 0, as replicates
    count as independent.

    Args:
        facts: of the data.
    """
    return float(facts["test"]) / float(facts["train"]) if facts.get("folds") else 0.0
