"""The engines' small parts: stopping, order, chunks, grouping, memory."""

import numpy as np
import pytest

from experiments.data import prepare
from experiments.engines import cost, grouping
from experiments.engines.backends import backend
from experiments.engines.group import Group
from experiments.engines.order import batches, chunks
from experiments.engines.stopping import Stopping
from experiments.errors import UserError
from experiments.spec import part
from tests.samples import SMALL, WINE, trial


def test_stopping_waits_for_patience_epochs_without_improvement():
    rules = [part(name, patience=2, min_delta=0.1) for name in ("early_stopping", "early_stopping_on_score")]
    stopping = Stopping([*rules, None])
    losses, scores = (1.0, 0.95, 0.8, 0.75, 0.74), (0.1, 0.3, 0.3, 0.35, 0.9)
    seen = [stopping.update(np.full(3, loss), np.full(3, score)) for loss, score in zip(losses, scores, strict=True)]
    assert [bool(improved[0]) for improved, _ in seen] == [True, False, True, False, False]
    assert [bool(stop[0]) for _, stop in seen] == [False, False, False, False, True]
    assert [bool(improved[1]) for improved, _ in seen] == [True, True, False, False, True]
    assert [bool(stop[1]) for _, stop in seen] == [False, False, False, True, False]
    assert all(improved[2] and not stop[2] for improved, stop in seen)


def test_every_epoch_shuffles_all_training_rows_anew():
    data = prepare(WINE, 0)
    first, second = (batches(trial(), data, epoch) for epoch in (0, 1))
    assert first.shape == (len(data.rows.train) // 16, 16)
    assert len(set(first.ravel())) == first.size
    assert set(first.ravel()) <= set(data.rows.train)
    assert (first != second).any()
    assert (batches(trial(optimizer=part("adam", learning_rate=1)), data, 0) == first).all()


def test_a_fixed_order_is_that_of_the_first_epoch():
    data = prepare(WINE, 0)
    first = batches(trial(), data, 0)
    assert all((batches(trial(order="fixed"), data, epoch) == first).all() for epoch in (0, 1, 7))


def test_a_batch_larger_than_the_data_is_all_of_it():
    data = prepare(WINE, 0)
    assert batches(trial(batch_size=10_000), data, 0).shape == (1, len(data.rows.train))


@pytest.mark.parametrize("count", [1, 5, 8, 17])
def test_chunks_weigh_every_row_once(count):
    rows, weight = chunks(np.arange(count), 8)
    assert rows.shape == weight.shape == (-(-count // 8), 8)
    assert sorted(rows[weight == 1]) == list(range(count))
    assert weight.sum() == count


STACKS = backend.STACKS


def test_trials_group_by_what_changes_the_graph():
    same = [
        trial(),
        trial(replicate=3),
        trial(optimizer=part("sgd", learning_rate=0.5)),
        trial(model=SMALL.but(initializer=part("he_normal"))),
        trial(data=WINE.but(scaling="min_max")),
        trial(stopping=part("early_stopping", patience=3)),
        trial(data=WINE.but(label_noise=0.1)),
        trial(start=part("lsuv")),
        trial(order="fixed"),
    ]
    different = [
        trial(model=SMALL.but(activation=part("relu"))),
        trial(model=SMALL.but(hidden=(8,))),
        trial(optimizer=part("adam", learning_rate=0.1)),
        trial(optimizer=part("adam", learning_rate=0.1, bias_correction=False)),
        trial(batch_size=8),
        trial(data=WINE.but(train_rows=50)),
        trial(model=SMALL.but(l2=0.1)),
        trial(evaluation=part("calibration")),
        trial(evaluation=part("noise")),
        trial(optimizer=part("sgd", learning_rate=0.1, clipnorm=1.0)),
    ]
    assert len({grouping.program_key(trial) for trial in same}) == 1
    assert len({grouping.program_key(trial) for trial in same + different}) == 1 + len(different)


def test_stacks_are_of_one_size_and_hold_every_trial(monkeypatch):
    monkeypatch.setattr(cost, "LARGEST", {"CPU": 4})
    trials = [trial(replicate=n) for n in range(10)]
    assert cost.stack_size(trials) == 4
    group = Group("stacked", tuple(trials), cost.stack_size(trials))
    assert [len(stack) for stack in group.stacks()] == [4, 4, 2]
    assert [trial for stack in group.stacks() for trial in stack] == trials


def test_little_memory_makes_small_stacks(monkeypatch):
    trials = [trial(replicate=n) for n in range(10)]
    data = 4 * prepare(WINE, 0).x.size
    monkeypatch.setattr(cost, "free_bytes", lambda: (4.5 * cost.trial_bytes(trial()) + data) / cost.SHARE)
    assert cost.stack_size(trials) == 4
    monkeypatch.setattr(cost, "free_bytes", lambda: 0)
    assert cost.stack_size(trials) == 1


def test_a_stock_keras_optimizer_goes_to_the_fit_engine_and_is_refused_by_the_stacked_one():
    stock = trial(optimizer=part("keras.optimizers:Adam", learning_rate=0.01))
    assert [group.engine for group in grouping.groups([stock], "auto")] == ["fit"]
    with pytest.raises(UserError, match=r"Use --engine (auto or )?fit"):
        grouping.groups([stock], "stacked")
    with pytest.raises(UserError, match="Did you mean adam"):
        grouping.groups([trial(optimizer=part("adamm", learning_rate=0.01))], "auto")
