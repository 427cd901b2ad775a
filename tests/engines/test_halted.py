"""A trial that halted goes on from its own state, and comes to what one training without a halt comes to."""

from dataclasses import replace
from functools import partial
from itertools import count

import pytest

from experiments.data import load
from experiments.engines import fit, stacked
from experiments.engines.backends import backend
from experiments.engines.halted import Halts
from experiments.engines.program import Program
from experiments.spec import part
from tests.marks import tried, whole
from tests.samples import SMALL, trial

ENGINES = ["fit", *(["stacked"] if backend.STACKS else [])]
DROPPING = SMALL.but(dropout=0.3, batch_normalization="before")
WHOLE = trial(
    model=DROPPING,
    optimizer=part("adam", learning_rate=0.01),
    schedule=part("one_cycle"),
    stopping=part("early_stopping", patience=3),
    epochs=6,
)
PLATEAU = replace(WHOLE, schedule=part("plateau", factor=0.1, patience=1, min_delta=0.05), stopping=None)
AVERAGED = replace(WHOLE, schedule=None, optimizer=part("schedule_free_adamw", learning_rate=0.01))


def engine(name, trials):
    """Trains trials with an engine; its second argument is where they halt."""
    if name == "fit":
        return lambda batch, halts, tick=lambda: None: [fit.run(sample, tick, halts) for sample in batch]
    run = partial(stacked.run, program=Program(trials[0], load(trials[0].data), brief=True))
    return lambda batch, halts, tick=lambda: None: run(batch, tick=tick, halts=halts)


def result(record):
    return str((record.scores, record.curves, record.epochs, record.best_epoch, record.status))  # nan is nan


@pytest.mark.parametrize("name", tried(ENGINES, ENGINES[-1:]))
@pytest.mark.parametrize(
    "uninterrupted",
    [
        pytest.param(WHOLE, id="one_cycle"),
        pytest.param(PLATEAU, id="plateau", marks=whole),
        pytest.param(AVERAGED, id="averaged", marks=whole),
    ],
)
def test_halted_on_the_way_it_comes_to_the_same_as_without_a_halt(name, uninterrupted):
    trials = [replace(uninterrupted, replicate=replicate) for replicate in range(2 if name == "stacked" else 1)]
    train, halts, epochs = engine(name, trials), Halts(), []
    expected = train(trials, None)
    ends = (1, 3, 6) if name == "stacked" else (3, 6)
    for until in ends:
        batch = [replace(sample, halt=until if until < 6 else None) for sample in trials]
        ticks = count()
        records = train(batch, halts, partial(next, ticks))
        epochs.append(next(ticks))
        for sample, record, full in zip(batch, records, expected, strict=True):
            assert (record.key, record.epochs) == (sample.key, until)
            assert record.curves["validation"] == {n: v[:until] for n, v in full.curves["validation"].items()}
    assert list(map(result, records)) == list(map(result, expected))
    assert epochs == ([1, 2, 3] if name == "stacked" else [3, 3])


@pytest.mark.parametrize("name", tried(ENGINES, ENGINES[-1:]))
def test_what_stopped_early_stays_stopped_while_others_go_on(name):
    optimizer = part("sgd", learning_rate=0.05)
    soon = trial(optimizer=optimizer, stopping=part("early_stopping", patience=1, min_delta=10.0), epochs=9)
    late = replace(soon, stopping=part("early_stopping", patience=20), replicate=1)
    wild = replace(late, optimizer=part("sgd", learning_rate=1e30), model=SMALL.but(activation=part("relu")))
    trials = [soon, late] if name == "stacked" else [soon, wild]
    train, halts = engine(name, trials), Halts()
    expected = train(trials, None)
    for halt in (4, 6, None):
        records = train([replace(sample, halt=halt) for sample in trials], halts)
    assert list(map(result, records)) == list(map(result, expected))
    assert [sample.epochs for sample in records] == ([2, 9] if name == "stacked" else [2, 1])


@pytest.mark.skipif(not backend.STACKS, reason="it is about stacks")
def test_what_is_not_known_is_trained_from_the_start():
    train, halts = engine("stacked", [WHOLE]), Halts(capacity=0)
    expected = train([WHOLE], None)
    train([replace(WHOLE, halt=2)], halts)
    assert not halts.trainings
    assert list(map(result, train([WHOLE], halts))) == list(map(result, expected))


@pytest.mark.skipif(not backend.STACKS, reason="it is about stacks")
def test_trials_that_differ_in_early_stopping_alone_go_on_together():
    trials = [replace(WHOLE, stopping=part("early_stopping", patience=patience)) for patience in (1, 2, 6)]
    train, halts = engine("stacked", trials), Halts()
    expected = train(trials, None)
    for halt in (2, 4, None):
        records = train([replace(sample, halt=halt) for sample in trials], halts)
    assert list(map(result, records)) == list(map(result, expected))


@whole
@pytest.mark.skipif(not backend.STACKS, reason="it is about stacks")
def test_a_stack_goes_on_only_if_all_of_it_can_from_one_epoch():
    trials = [replace(WHOLE, replicate=replicate) for replicate in range(3)]
    train, halts = engine("stacked", trials), Halts()
    halted = [replace(sample, halt=halt) for sample, halt in zip(trials, (2, 2, 3), strict=True)]
    train(halted[:2], halts)
    train(halted[2:], halts)
    assert halts.find(trials) is None
    assert halts.find(trials[:2]) and halts.find(trials[2:])
    assert halts.find(halted[:2]) is None  # nothing is left to train
    assert halts.find([replace(trials[0], diagnostics="light")]) is None
    assert halts.find([trials[0], replace(trials[1], replicate=9)]) is None
    size = next(iter(halts.trainings.values())).bytes
    small = Halts(capacity=2 * size)
    small.keep(halts.trainings.items())
    assert list(small.trainings) == [replace(sample, halt=None) for sample in trials[1:]]
    assert small.used == 2 * size
