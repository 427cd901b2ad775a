"""Looking at a claim more than once: when, and how sure a verdict must be at each look.

A run that may add replicates until its claims are decided looks at the same data again and again, and each look is one
more chance to be wrong. So the error rate `alpha` is spent in parts, one a look, by the spending function of Pocock's
type of Lan and DeMets (1983, Biometrika 70: 659-663), of t, the share of the most replicates that were seen so far:

    spent(t) = alpha · log(1 + (e − 1) t),    spent(0) = 0,  spent(1) = alpha

What is newly spent at a look is the whole level of that look. Lan and DeMets could afford a little more, as looks at
growing data agree; for that they need the joint distribution of the looks. Bonferroni's inequality needs nothing: the
parts add up to `alpha`, so a claim is decided wrongly at any look with a chance of at most `alpha`, be it by t or sign
test, whatever the data's distribution does to the tests' dependence, and with Holm's correction inside each look for
all claims of a study together. All three verdicts may be declared at each look, as each is bounded in the same way: a
wrong "supported" or "contradicted" needs an interval that misses the true effect on one side, a wrong "no practical
difference" on either. Later looks see more data and get more of `alpha` than equal times would.

The looks must be planned before the first; a verdict, once given, stands.
"""

from collections.abc import Sequence
from math import e, log

from experiments.errors import UserError


def looks(first: int, most: int) -> list[int]:
    """The numbers of reported replicates at which claims are judged: `first`, twice, four times as many ... `most`.

    Raises:
        UserError: `most` is smaller than `first`, or `first` than 1.
    """
    if not 1 <= first <= most:
        raise UserError(
            f"Claims are first judged after {first} replicates, and {most} are allowed at most. "
            f"Allow at least {max(first, 1)} with --max-replicates, or begin with fewer with --replicates."
        )
    counts = [first]
    while 2 * counts[-1] < most:
        counts.append(2 * counts[-1])
    return counts if first == most else [*counts, most]


def alpha_at(look: int, looks: Sequence[int], alpha: float) -> float:
    """The level of one look, given by its number of replicates; over all looks the levels add up to `alpha`."""
    index = list(looks).index(look)
    before = looks[index - 1] if index else 0
    return spent(look / looks[-1], alpha) - spent(before / looks[-1], alpha)


def spent(share: float, alpha: float) -> float:
    """How much of `alpha` may be used up once this share of the most replicates was seen."""
    return alpha * log(1 + (e - 1) * share)
