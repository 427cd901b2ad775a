"""Every simulation runs on every backend, and comes to the numbers that it comes to on TensorFlow."""

import json
import math
from pathlib import Path

import keras
import pytest

from experiments import names
from tests.marks import tried
from tests.simulations.sizes import SMALL
from tests.simulations.small import outcome, rounded

KNOWN = json.loads(Path(__file__).with_name("small.json").read_text())
# seconds each: in the core tests the other backends alone run them
LONG = ("selu_thousand_layers", "search_race", "input_drift") if keras.backend.backend() == "tensorflow" else ()
FREE = {
    "step_seconds",
    "step_ratio",
    "search_race",
}  # times, and scores of networks whose weights follow a trial's seed
ROUGH = {  # beyond round-off in float32, which JAX calculates in
    "sigmoid_gradient": 6e-4,  # a share of 2001 points, one of which lies on the border
    "activation_curves": 3e-4,  # slopes by small differences
    "selu_thousand_layers": 0.02,  # a thousand layers magnify it to the second decimal
}


def test_every_simulation_has_a_small_size():
    assert set(SMALL) == set(KNOWN) == set(names.SIMULATIONS)


@pytest.mark.parametrize("name", tried(names.SIMULATIONS, [name for name in names.SIMULATIONS if name not in LONG]))
def test_a_simulation_comes_to_the_same_on_every_backend(name):
    series, known = rounded(outcome(name)), KNOWN[name]
    assert set(series) == set(known) and "failed" not in known
    exact = keras.backend.backend() == "tensorflow"
    for what, values in series.items():
        assert not any(map(math.isnan, values)), what
        if name not in FREE:
            apart = 2e-5 if exact else ROUGH.get(name, 1e-4)
            assert values == pytest.approx(known[what], rel=1e-4, abs=apart), what
