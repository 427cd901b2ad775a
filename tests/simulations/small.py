"""Every simulation at a small size, on the backend that Keras runs on.

`python -m tests.simulations.small > tests/simulations/small.json` writes the numbers anew that TensorFlow gives.
"""

import inspect
import json
import sys

from experiments.quiet import import_keras
from experiments.record import Outcome

if __name__ == "__main__":
    import_keras()

from experiments import build, names
from tests.simulations.sizes import SMALL
from tests.simulations.tables import STATED, replicate


def outcome(name: str) -> Outcome:
    """What a simulation finds at its small size."""
    simulation = build.resolve("simulation", names.SIMULATIONS, name)
    takes = inspect.signature(simulation).parameters
    given = {"data": replicate("stated")} if "data" in takes else {"spec": STATED} if "spec" in takes else {}
    return simulation(3, **given, **SMALL[name])


def main() -> None:
    """Prints what all find as JSON: name -> values and curves, or the error."""
    outcomes = {}
    for name in names.SIMULATIONS:
        try:
            outcomes[name] = rounded(outcome(name))
        except Exception as error:
            outcomes[name] = {"failed": f"{type(error).__name__}: {error}"}
    json.dump(outcomes, sys.stdout, indent=0)


def rounded(outcome: Outcome) -> dict[str, list[float]]:
    """Values and curves by name, with seven digits."""
    series = {f"value {name}": [value] for name, value in outcome.values.items()} | outcome.curves
    return {name: [float(f"{value:.7g}") for value in values] for name, values in series.items()}


if __name__ == "__main__":
    main()
