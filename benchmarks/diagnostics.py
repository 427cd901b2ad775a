"""python -m benchmarks.diagnostics: what layer statistics cost a study, by level.

The ten-layer network of the activations study, one stack, seconds a trial after compilation.
"""

from dataclasses import replace

from rich.console import Console
from rich.table import Table

from experiments import catalog
from experiments.quiet import import_keras


def main() -> None:
    """Prints the table."""
    import_keras()
    from experiments.data import load
    from experiments.engines import stacked
    from experiments.engines.program import Program
    from experiments.spec import Trial

    study = catalog.load("activations")
    planned = [row.trial for row in study.trials() if row.method == "ReLU"][:26]
    trials = [trial for trial in planned if isinstance(trial, Trial)]
    table = Table(title=f"{len(trials)} trials of 30 epochs, ten layers", title_justify="left")
    for name in ("diagnostics", "ms a trial", "against off"):
        table.add_column(name, justify="left" if name == "diagnostics" else "right")
    plain = 0.0
    for level in (None, "light", "full"):
        stack = [replace(trial, diagnostics=level) for trial in trials]
        program = Program(stack[0], load(stack[0].data))
        stacked.run(stack, program)
        seconds = min(stacked.run(stack, program)[0].train_seconds for _ in range(3))
        plain = plain or seconds
        table.add_row(str(level or "off"), f"{seconds * 1000:.0f}", f"{seconds / plain:.2f}")
    Console(width=80).print(table)


if __name__ == "__main__":
    main()
