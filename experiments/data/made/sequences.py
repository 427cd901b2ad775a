"""Sequences in which something far back decides the answer: for recurrent networks."""

import numpy as np

from experiments.data.table import Table, check_counts


def adding(steps: int = 50, rows: int = 3000, seed: int = 0) -> Table:
    """The adding problem: which two numbers of a long list are marked, and what is their sum?

    x is (rows, steps, 2): numbers from U(0, 1), and marks that are 1 at a random step of the first half and at a
    random step of the second half, else 0. y is the sum of the two marked numbers; a constant guess has squared
    error 1/6.
    Hochreiter & Schmidhuber 1997, "Long Short-Term Memory", experiment 4, in the form of Le, Jaitly & Hinton 2015,
    arXiv:1504.00941.
    """
    check_counts("adding", steps=(steps, 2), rows=(rows, 10))
    rng = np.random.default_rng(seed)
    x = np.zeros((rows, steps, 2), np.float32)
    x[..., 0] = rng.random((rows, steps))
    half, row = steps // 2, np.arange(rows)
    first, second = rng.integers(0, half, rows), rng.integers(half, steps, rows)
    x[row, first, 1] = x[row, second, 1] = 1
    y = (x[row, first, 0] + x[row, second, 0])[:, None]
    source = "made by experiments.data.made.sequences:adding after Hochreiter & Schmidhuber 1997"
    return Table("adding", f"adding problem, {steps} steps", "regression", x, y, None, None, source, "sum")


def recall(steps: int = 50, symbols: int = 4, noise: float = 0.2, rows: int = 2000, seed: int = 0) -> Table:
    """The first step shows the class; everything after it is noise.

    x is (rows, steps, symbols): the first step is 1 at the class, else 0; the others are N(0, noise^2). The distance
    between the answer and the end of the sequence is `steps` - 1. After the latch problem of Bengio, Simard & Frasconi
    1994, "Learning long-term dependencies with gradient descent is difficult". Standardising would make every step
    as loud as the first; `scaling="none"` keeps them apart.
    """
    check_counts("recall", steps=(steps, 2), symbols=(symbols, 2), rows=(rows, 10))
    rng = np.random.default_rng(seed)
    x = (noise * rng.standard_normal((rows, steps, symbols))).astype(np.float32)
    y = rng.permutation(np.arange(rows) % symbols).astype(np.int32)
    x[:, 0] = np.eye(symbols, dtype=np.float32)[y]
    names = tuple(str(symbol) for symbol in range(symbols))
    source = "made by experiments.data.made.sequences:recall after Bengio, Simard & Frasconi 1994"
    return Table("recall", f"recall of the first of {steps} steps", "classification", x, y, names, None, source)
