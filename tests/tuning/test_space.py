"""Spaces go to Keras Tuner and back; chosen values land where their names say; unsound searches are refused."""

import itertools
from dataclasses import replace

import keras_tuner
import pytest

from experiments.errors import UserError
from experiments.spec import part
from experiments.tuning import configs
from experiments.tuning.assembly import trial
from experiments.tuning.grid import product
from experiments.tuning.oracles import Asker
from experiments.tuning.soundness import check
from experiments.tuning.space import hyperparameters, space, values
from tests.tuning.samples import LAYERS, MIXED, SPACE, search
from tuner_configs.search import Choice, Float, Int, When

NUMBERS = tuple(
    kind(f"{kind.__name__}_{scale}_{step}", low, high, scale, step, default=default)
    for kind, low, high in ((Float, 0.5, 8.0), (Int, 2, 32))
    for scale in ("linear", "log", "reverse_log")
    for step in (None, 2)
    for default in (None, high)
    if not (default and step)
)


def unique(space):
    return tuple({parameter.name: parameter for parameter in space}.values())


@pytest.mark.parametrize("given", [unique(NUMBERS), SPACE], ids=["numbers", "conditions"])
def test_a_space_comes_back_from_keras_tuner_as_it_went(given):
    assert space(hyperparameters(given)) == given


def test_a_space_that_went_through_keras_tuner_twice_is_the_same_to_it():
    once = hyperparameters(MIXED)
    assert hyperparameters(space(once)).get_config() == once.get_config()


def test_a_space_written_for_keras_tuner_becomes_ours():
    declared = keras_tuner.HyperParameters()
    declared.Boolean("dropout")
    declared.Fixed("units", 32)
    with declared.conditional_scope("dropout", [True]):
        declared.Float("rate", 0.1, 0.5, default=0.2)
    assert space(declared) == (
        Choice("dropout", (False, True)),
        Choice("units", (32,)),
        Float("rate", 0.1, 0.5, when=When("dropout", (True,)), default=0.2),
    )


def test_values_are_within_bounds_and_exist_only_under_their_conditions():
    asker = Asker(search(space=MIXED, layers=LAYERS, trials=60, batch=60), "max", seed=3)
    seen = set()
    for question in asker.ask():
        chosen = question.values
        adam = chosen["optimizer"] == "adam"
        assert ("optimizer.momentum" in chosen) is not adam
        low, high = (1e-4, 1e-2) if adam else (1e-2, 1.0)
        assert low <= chosen["optimizer.learning_rate"] <= high
        assert chosen["model.activation"] in MIXED[0].values
        assert chosen["width"] in (8, 16, 32)
        assert chosen["schedule"] in (None, "one_cycle")
        assert isinstance(chosen["batch_size"], int)
        assert isinstance(chosen["model.hidden_unused"], bool)
        seen.add((chosen["optimizer"], chosen["schedule"]))
    assert len(seen) == 6


def test_values_survive_the_way_through_labels():
    chosen = {"model.activation": "leaky_relu(negative_slope=0.1)", "schedule": "none", "optimizer": "adam",
              "optimizer.momentum": 0.6}  # fmt: skip
    chosen_values = values(MIXED, chosen)
    assert chosen_values["model.activation"] == part("leaky_relu", negative_slope=0.1)
    assert chosen_values["schedule"] is None
    assert "optimizer.momentum" not in chosen_values  # not under adam


def test_each_value_lands_where_its_name_says():
    given = {
        "data.scaling": "min_max",
        "model.activation": part("leaky_relu", negative_slope=0.1),
        "model.initializer": "he_uniform",
        "depth": 2,
        "width": 16,
        "optimizer": "momentum",
        "optimizer.learning_rate": 0.1,
        "optimizer.momentum": 0.8,
        "schedule": "one_cycle",
        "batch_size": 64,
        "stopping.patience": 3,
    }
    made = trial(search(layers=LAYERS), given, epochs=3, replicate=2)
    assert made.data == part("wine", scaling="min_max")
    assert made.model == part(
        "mlp", hidden=(16, 16), activation=part("leaky_relu", negative_slope=0.1), initializer=part("he_uniform")
    )
    assert made.optimizer == part("momentum", learning_rate=0.1, momentum=0.8)
    assert made.schedule == part("one_cycle")
    assert made.stopping == part("early_stopping", patience=3)
    assert (made.batch_size, made.epochs, made.halt, made.replicate) == (64, 4, 3, 2)
    assert trial(search(layers=LAYERS), given, epochs=4, replicate=2) == replace(made, halt=None)


def test_a_part_that_is_chosen_anew_keeps_the_rate_but_no_other_option():
    start = search(optimizer=part("momentum", learning_rate=0.3, momentum=0.5))
    assert trial(start, {"optimizer": "adam"}, 1, 0).optimizer == part("adam", learning_rate=0.3)


def test_a_grid_is_every_combination_that_can_exist():
    given = (Choice("optimizer", ("sgd", "momentum")), Int("batch_size", 8, 10),
             Float("optimizer.momentum", 0.5, 0.9, points=2, when=When("optimizer", ("momentum",))),
             Float("optimizer.learning_rate", 0.01, 1.0, "log"))  # fmt: skip
    points = list(product(given))
    assert len({str(point) for point in points}) == len(points) == 3 * 3 * (1 + 2)
    assert sorted({point["optimizer.learning_rate"] for point in points}) == pytest.approx([0.01, 0.1, 1.0])
    asked = Asker(search(space=given, oracle="grid", trials=99, batch=99), "max", 1).ask()
    assert [question.values["optimizer"] for question in asked] == [point["optimizer"] for point in points]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"oracle": "bayes"}, "Did you mean bayesian"),
        ({"space": (Float("optimiser.rate", 0.1, 1.0),)}, "no place in a trial"),
        ({"space": (Float("model.dropout", 0.5, 0.1),)}, "from a lower to a higher"),
        ({"space": (Float("model.l2", 0.0, 0.1, "log"),)}, "above 0 unless"),
        ({"space": (Choice("optimizer", ()),)}, "with at least one"),
        ({"space": (Float("model.dropout", 0.1, 0.5, when=When("optimizer", ("sgd",))),)}, "must come before"),
        ({"space": (SPACE[0], Float("model.dropout", 0.1, 0.5, when=When("optimizer", ("adam",))))}, "none of its"),
        ({"space": (*SPACE, SPACE[1])}, "there twice"),
        ({"trials": 0}, "at least 1"),
        ({"choose": "luckiest"}, "kept, last, best"),
        ({"name": "../x"}, "a-z"),
    ],
)
def test_an_unsound_search_is_refused_with_a_reason(changes, reason):
    with pytest.raises(UserError, match=reason):
        check(search(**changes), "it")


def test_every_search_of_the_house_is_sound_and_can_be_assembled():
    assert {"mlp_optimizer", "mlp_architecture", "regularization", "cnn_small", "tabular"} <= set(configs.names())
    for name in configs.names():
        made = configs.load(name)
        check(made, name)
        assert made.name == name
        for question in itertools.islice(Asker(made, "max", 1).ask(), 8):
            assert trial(made, question.values, question.epochs, 0).key
