"""The published learning-rate range test, for many trials side by side: the rate of each rises step by step."""

from dataclasses import replace
from threading import Lock

import numpy as np
from keras import ops

from experiments.data import prepare
from experiments.engines import rehearsal
from experiments.engines.backends import backend
from experiments.engines.grouping import filled, obstacle, stack_key
from experiments.engines.order import batches
from experiments.engines.program import Program
from experiments.engines.stacked import Stack
from experiments.errors import UserError
from experiments.spec import Trial, part

LOCK = Lock()  # held while testing, so that a worker that needs the same test waits for it
CACHE: dict[str, float] = {}
SETTINGS = {"min_learning_rate": 1e-6, "max_learning_rate": 10.0, "steps": 200, "beta": 0.9, "blow_up": 4.0}


def suggested(trials: list[Trial]) -> list[float]:
    """The rate that the range test suggests for each, from its own first weights and training batches.

    The schedule `range_test` takes the settings of `custom_layers.callbacks.LearningRateRangeTest`, whose rule this is.

    Raises:
        UserError: an unknown setting, or a trial that cannot be stacked.
    """
    with LOCK:
        tests = [range_test_trial(trial) for trial in trials]
        missing: dict[str, dict[str, Trial]] = {}
        for test in tests:
            if test.key not in CACHE:
                missing.setdefault(stack_key(test), {})[test.key] = test
        for group in missing.values():
            CACHE.update(suggestions(list(group.values())))
        return [CACHE[test.key] for test in tests]


def range_test_trial(trial: Trial) -> Trial:
    """The trial with only the fields that its range test depends on."""
    schedule = trial.schedule or part("range_test")
    if unknown := set(dict(schedule.options)) - set(SETTINGS):
        raise UserError(f"A range test takes {', '.join(SETTINGS)}. Received: {', '.join(sorted(unknown))}.")
    if reason := obstacle(trial):
        raise UserError(f"A range test needs trials that can be stacked. Received: {reason}")
    optimizer = trial.optimizer.but(learning_rate=1.0)  # any value: the test sets its own
    return replace(trial, optimizer=optimizer, epochs=1, halt=None, stopping=None, diagnostics=None, evaluation=None)


def suggestions(tests: list[Trial]) -> dict[str, float]:
    """Key -> suggestion of several tests that share a program."""
    table = prepare(tests[0].data, tests[0].replicate).table
    program = Program(tests[0], table, form=rehearsal.form(tests[0]).name)
    result = {}
    for stack, padded in filled(tests):
        settings = [{**SETTINGS, **dict(test.schedule.options if test.schedule else ())} for test in padded]
        rates = [np.geomspace(s["min_learning_rate"], s["max_learning_rate"], s["steps"]) for s in settings]
        losses = rising_losses(padded, program, rates)
        for test, rate, loss, setting in zip(stack, rates, losses, settings, strict=False):
            result[test.key] = suggestion(rate, loss[: len(rate)], setting["beta"], setting["blow_up"])
    return result


def rising_losses(tests: list[Trial], program: Program, rates: list[np.ndarray]) -> np.ndarray:
    """The loss of each trial's batch at each step, (trials, steps); a shorter test stays at its last rate."""
    stack = Stack([replace(test, schedule=None) for test in tests], program)
    steps, losses = max(map(len, rates)), []
    table = np.stack([np.pad(rate, (0, steps - len(rate)), mode="edge") for rate in rates]).astype(np.float32)
    for number in range(steps):
        epoch, step = divmod(number, stack.steps)
        rows = np.stack([batches(*pair, epoch)[step : step + 1] for pair in zip(tests, stack.data, strict=True)])
        stack.state, loss = program.train(
            stack.state, stack.hyper, stack.bank.scaling, stack.bank.x, stack.bank.y, *stack.bank.rows(rows),
            backend.spread(table[:, number : number + 1]), stack.draws(epoch, slice(step, step + 1)),
            backend.put(np.int32(number)), backend.put(np.array([0, 1], np.int32)),
        )  # fmt: skip
        losses.append(ops.convert_to_numpy(loss))
    return np.stack(losses, axis=1)


def suggestion(rates: np.ndarray, losses: np.ndarray, beta: float, blow_up: float) -> float:
    """A tenth of the rate at which the smoothed loss is least: the callback's suggestion after these losses.

    The first tenth of the steps does not count, nor do the steps after a loss that is not finite or has blown up; the
    smallest rate if no step is left.
    """
    finite = int(np.append(~np.isfinite(losses), True).argmax())
    smoothed, mean = np.empty(finite), 0.0
    for step, loss in enumerate(losses[:finite]):
        mean = beta * mean + (1 - beta) * float(loss)
        smoothed[step] = mean / (1 - beta ** (step + 1))
    counted = smoothed[len(rates) // 10 :]
    blown = counted > blow_up * np.minimum.accumulate(counted)
    counted = counted[: int(np.append(blown, True).argmax())]
    return float(rates[len(rates) // 10 + counted.argmin()] / 10) if len(counted) else float(rates[0])
