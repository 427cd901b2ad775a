"""Looking at a claim more than once: when, and how sure a verdict must be at each look.

A run adds replicates until its claims are settled, so it looks at growing data again and again, and each look is one
more chance to be wrong. Claims are looked at after n, 2 n, 4 n, 8 n ... reported replicates, and the error rate `alpha`
is spent in parts, one a look:

    level of look j = alpha · (1 − r) · rʲ,    r = 0.6,  j = 0, 1, 2, ...

However many looks there are, the parts add up to at most `alpha`. So nobody needs to say beforehand how long a run may
become: a longer run takes up a shorter one's trials, keeps its verdicts and has the same error rate. Lan and DeMets
(1983, Biometrika 70: 659-663) could afford a little more for a planned last look, from the joint distribution of the
looks. Bonferroni's inequality needs nothing: a claim is decided wrongly at any look with a chance of at most `alpha`,
be it by t or sign test, whatever the data's distribution does to the tests' dependence, and with Holm's correction
inside each look for all parts of a statement. A wrong "supported" or "contradicted" needs an interval that misses the
true effect on one side, a wrong "too small to matter" on either.

With r = 0.6 Student's quantile stays nearly the same from look to look: 2.8, 2.8, 2.8, 2.9 and 3.1 for 10, 20, 40, 80
and 160 replicates, where one look at 10 would have 2.3.

A verdict, once given, stands.
"""

from experiments.errors import UserError

KEPT = 0.6  # of a look's level, for the next


def looks(first: int, most: int) -> list[int]:
    """The numbers of reported replicates at which claims are judged: `first`, twice, four times as many, up to `most`.

    Raises:
        UserError: `most` is smaller than `first`, or `first` than 1.
    """
    if not 1 <= first <= most:
        raise UserError(
            f"Claims are first judged after {first} replicates, and {most} are allowed at most. "
            f"Allow at least {max(first, 1)} with --max-replicates, or begin with fewer with --replicates."
        )
    counts = [first]
    while 2 * counts[-1] <= most:
        counts.append(2 * counts[-1])
    return counts


def level(look: int, alpha: float) -> float:
    """What a look may spend of `alpha`; the first look is 0."""
    return alpha * (1 - KEPT) * KEPT**look
