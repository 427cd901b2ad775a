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
    return tuple({one.name: one for one in space}.values())


@pytest.mark.parametrize("given", [unique(NUMBERS), SPACE], ids=["numbers", "conditions"])
def test_a_space_comes_back_from_keras_tuner_as_it_went(given):
    assert space(hyperparameters(given)) == given


def test_a_space_that_went_through_keras_tuner_twice_is_the_same_to_it():
    once = hyperparameters(MIXED)
    assert hyperparameters(space(once)).get_config() == once.get_config()


def test_a_space_written_for_keras_tuner_becomes_ours():
    found = keras_tuner.HyperParameters()
    found.Boolean("dropout")
    found.Fixed("units", 32)
    with found.conditional_scope("dropout", [True]):
        found.Float("rate", 0.1, 0.5, default=0.2)
    assert space(found) == (
        Choice("dropout", (False, True)),
        Choice("units", (32,)),
        Float("rate", 0.1, 0.5, when=When("dropout", (True,)), default=0.2),
    )


def test_values_are_within_bounds_and_exist_only_under_their_conditions():
    asker = Asker(search(space=MIXED, layers=LAYERS, trials=60, batch=60), "max", seed=3)
    seen = set()
    for one in asker.ask():
        chosen = one.values
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
    found = values(MIXED, chosen)
    assert found["model.activation"] == part("leaky_relu", negative_slope=0.1)
    assert found["schedule"] is None
    assert "optimizer.momentum" not in found  # not under adam


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
    found = list(product(given))
    assert len({str(one) for one in found}) == len(found) == 3 * 3 * (1 + 2)
    assert sorted({one["optimizer.learning_rate"] for one in found}) == pytest.approx([0.01, 0.1, 1.0])
    asked = Asker(search(space=given, oracle="grid", trials=99, batch=99), "max", 1).ask()
    assert [one.values["optimizer"] for one in asked] == [one["optimizer"] for one in found]


@pytest.mark.parametrize(
    ("changes", "said"),
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
def test_an_unsound_search_is_refused_with_a_reason(changes, said):
    with pytest.raises(UserError, match=said):
        check(search(**changes), "it")


def test_every_search_of_the_house_is_sound_and_can_be_assembled():
    assert {"mlp_optimizer", "mlp_architecture", "regularization", "cnn_small", "tabular"} <= set(configs.names())
    for name in configs.names():
        one = configs.load(name)
        check(one, name)
        assert one.name == name
        for question in itertools.islice(Asker(one, "max", 1).ask(), 8):
            assert trial(one, question.values, question.epochs, 0).key
