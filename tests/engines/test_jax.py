"""The stacked engine on JAX: TensorFlow's curves, trials shared out among devices, no TensorFlow needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
TRAIN = """
import json
from experiments.quiet import import_keras
import_keras()
from experiments.data import load
from experiments.engines.backends import backend
from experiments.engines import stacked
from experiments.engines.program import Program
from experiments.spec import part
from tests.samples import SMALL, trial
curves = []
for name in ("adam", "nesterov", "rmsprop"):
    model = SMALL.but(activation=part("gelu"))
    optimizers = [part(name, learning_rate=rate) for rate in (0.001, 0.01)]
    trials = [trial(optimizer=optimizer, model=model, replicate=n) for optimizer in optimizers for n in range(4)]
    stack = stacked.Stack(trials, Program(trials[0], load(trials[0].data)))
    curves += [record.curves["validation"]["loss"] for record in stack.run(lambda: None)]
    kernel = stack.state["trainable"][0]
    spread = len(kernel.sharding.device_set) if hasattr(kernel, "sharding") else 1
    replicated = kernel.sharding.is_fully_replicated if hasattr(kernel, "sharding") else True
print(json.dumps({"curves": curves, "spread": spread, "replicated": replicated, "devices": backend.devices()}))
"""
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "tensorflow":
            raise ImportError("there is no TensorFlow here")
sys.meta_path.insert(0, Missing())
from experiments.run import main
status = main(sys.argv[1:])
assert "tensorflow" not in sys.modules
sys.exit(status)
"""


def child(code, *arguments, **environment):
    """What a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_curves_are_those_of_tensorflow_on_one_device_and_on_four():
    tensorflow = json.loads(child(TRAIN, KERAS_BACKEND="tensorflow"))
    single = json.loads(child(TRAIN, KERAS_BACKEND="jax", XLA_FLAGS=""))
    quadruple = json.loads(child(TRAIN, KERAS_BACKEND="jax", XLA_FLAGS="--xla_force_host_platform_device_count=4"))
    np.testing.assert_allclose(single["curves"], tensorflow["curves"], rtol=1e-4)
    np.testing.assert_allclose(quadruple["curves"], single["curves"], rtol=1e-5)
    assert (single["devices"], single["spread"]) == (1, 1)
    assert (quadruple["devices"], quadruple["spread"], quadruple["replicated"]) == (4, 4, False)


def test_a_whole_run_needs_no_tensorflow(tmp_path):
    study = str(ROOT / "tests" / "samples.py")
    page = child(WITHOUT, study, "--dataset", "wine", "--out", str(tmp_path), "--quiet", KERAS_BACKEND="jax")
    assert page == f"Report: {tmp_path / 'wine' / 'index.html'}"
    assert list(tmp_path.glob("wine/tensorboard/tiny/*/*/events.*"))
