"""Command lines that cannot be run."""

from tests.malformed.case import Case

CASES = [
    Case("an unknown study", "optimisers", ("'optimisers'", "Did you mean", "optimizers")),
    Case("an unknown data set", "optimizers --dataset digit", ("'digit'", "Did you mean", "digits")),
    Case("no replicates", "--replicates 0", ("--replicates", "at least 1", "Received: 0")),
]
