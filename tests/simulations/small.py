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
    found = {}
    for name in names.SIMULATIONS:
        try:
            found[name] = rounded(outcome(name))
        except Exception as error:
            found[name] = {"failed": f"{type(error).__name__}: {error}"}
    json.dump(found, sys.stdout, indent=0)


def rounded(one: Outcome) -> dict[str, list[float]]:
    """Values and curves by name, with seven digits."""
    every = {f"value {name}": [value] for name, value in one.values.items()} | one.curves
    return {name: [float(f"{value:.7g}") for value in values] for name, values in every.items()}


if __name__ == "__main__":
    main()
