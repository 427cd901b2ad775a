"""python -m benchmarks.agreement: where the two engines stop agreeing to the digit, and whether it matters there.

Both engines do the same arithmetic in another order, so they differ by round-off. At moderate rates that stays near
1e-7; near the edge of stability it grows exponentially, as it would between any two machines. For each learning rate:
the largest difference of the validation curves after the first and the last epoch, and, where they differ, whether the
final losses of the two engines still have the same distribution (two-sample Kolmogorov-Smirnov test over replicates).
"""

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.stats import ks_2samp

from experiments.quiet import import_keras
from experiments.spec import Trial, part

RATES = (0.001, 0.01, 0.03, 0.1, 0.2, 0.4)


def trials(rate: float, replicates: int, epochs: int) -> list[Trial]:
    """A small network with momentum at one rate, over replicates."""
    return [
        Trial(
            data=part("digits", scaling="standard"),
            model=part("mlp", hidden=(32, 32), activation=part("relu"), initializer=part("he_normal")),
            optimizer=part("momentum", learning_rate=rate, momentum=0.9),
            epochs=epochs,
            replicate=replicate,
        )
        for replicate in range(replicates)
    ]


def compared(rate: float, replicates: int = 8, epochs: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Validation losses of the fit and of the stacked engine, each (replicates, epochs); NaN after a divergence."""
    from experiments.data import load
    from experiments.engines import fit, stacked
    from experiments.engines.program import Program

    chosen = trials(rate, replicates, epochs)
    slow = [fit.run(trial) for trial in chosen]
    fast = stacked.run(chosen, Program(chosen[0], load(chosen[0].data)))
    curves = np.full((2, replicates, epochs), np.nan)
    for engine, records in enumerate((slow, fast)):
        for index, record in enumerate(records):
            losses = record.curves["validation"]["loss"]
            curves[engine, index, : len(losses)] = losses
    return curves[0], curves[1]


def main() -> None:
    """Prints the table."""
    import_keras()
    table = Table(title="fit against stacked: momentum 0.9 on the digits, 8 replicates, 8 epochs", title_justify="left")
    for name in ("rate", "difference, epoch 1", "difference, epoch 8", "median final loss, fit", "stacked", "KS p"):
        table.add_column(name, justify="right")
    for rate in RATES:
        a, b = compared(rate)
        ends = [losses[:, -1][np.isfinite(losses[:, -1])] for losses in (a, b)]
        gap = np.nanmax(np.abs(a - b), axis=0) if np.isfinite(a - b).any() else np.full(a.shape[1], np.nan)
        p = ks_2samp(*ends).pvalue if all(len(end) for end in ends) else np.nan
        medians = [f"{np.median(end):.4g} (n = {len(end)})" if len(end) else "diverged" for end in ends]
        table.add_row(f"{rate:g}", f"{gap[0]:.1e}", f"{gap[-1]:.1e}", *medians, f"{p:.2f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
