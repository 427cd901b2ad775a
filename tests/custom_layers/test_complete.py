"""Nothing is left out: every public object has a row, a formula, a source and a name of its own."""

import importlib
import inspect

import keras
import pytest

from custom_layers.optimizers import RuleOptimizer
from tests.custom_layers.cases.activations import ACTIVATIONS
from tests.custom_layers.cases.constraints import CONSTRAINTS
from tests.custom_layers.cases.initializers import INITIALIZERS, STRUCTURED
from tests.custom_layers.cases.layers import LAYERS
from tests.custom_layers.cases.losses import LOSSES
from tests.custom_layers.cases.optimizers import OPTIMIZERS
from tests.custom_layers.cases.schedules import PLATEAUS, SCHEDULES
from tests.custom_layers.test_callbacks import CALLBACKS

ROWS = {
    "activations": [case.layer for case in ACTIVATIONS],
    "callbacks": CALLBACKS,
    "constraints": [case.constraint for case in CONSTRAINTS],
    "initializers": [case.initializer for case in INITIALIZERS + STRUCTURED],
    "layers": [case.layer for case in LAYERS],
    "losses": [case.loss for case in LOSSES],
    "optimizers": [case.optimizer for case in OPTIMIZERS],
    "schedules": [case.schedule for case in SCHEDULES + PLATEAUS],
}
PUBLIC = [
    getattr(importlib.import_module(f"custom_layers.{package}"), name)
    for package in ROWS
    for name in importlib.import_module(f"custom_layers.{package}").__all__
]
CLASSES = [value for value in PUBLIC if inspect.isclass(value) and value is not RuleOptimizer]
# what is called by people, not by models
HOST = {"lsuv", "perceptron", "perceptron_rule", "predict_distribution", *(callback.__name__ for callback in CALLBACKS)}
NAMED = [value for value in PUBLIC if value is not RuleOptimizer and value.__name__ not in HOST]


def name(value):
    return value.__module__.removeprefix("custom_layers.") + "." + value.__name__


@pytest.mark.parametrize("package", ROWS)
def test_every_class_has_a_row(package):
    classes = [kind for kind in CLASSES if kind.__module__.startswith(f"custom_layers.{package}.")]
    assert classes
    assert set(classes) == set(ROWS[package])


@pytest.mark.parametrize("each", CLASSES, ids=name)
def test_every_class_has_a_formula_and_a_source(each):
    # an activation's formula stands with its function, in the same file
    texts = [inspect.getdoc(other) for other in PUBLIC if other.__module__ == each.__module__]
    lines = [line for text in texts for line in text.splitlines()]
    assert any(line.startswith("    ") and any(sign in line for sign in "=←~") for line in lines)
    assert any(line.startswith("Reference: ") for line in inspect.getdoc(each).splitlines())


@pytest.mark.parametrize("each", PUBLIC, ids=name)
def test_every_file_holds_one_idea_and_says_which(each):
    module = inspect.getmodule(each)
    own = [v for v in vars(module).values() if inspect.isclass(v) and v.__module__ == each.__module__]
    assert len(own) <= 1
    assert module.__doc__.startswith(tuple(f"{v.__name__}: " for v in [*own, each]))


@pytest.mark.parametrize("each", NAMED, ids=name)
def test_every_name_is_registered_and_its_own(each):
    registered = keras.saving.get_registered_name(each)
    assert registered.startswith("custom_layers>")
    assert keras.saving.get_registered_object(registered) is each


@pytest.mark.parametrize("each", CLASSES, ids=name)
def test_no_class_inherits_from_another_of_ours(each):
    ours = [base for base in each.__mro__[1:] if base.__module__.startswith("custom_layers")]
    assert set(ours) <= {RuleOptimizer}
