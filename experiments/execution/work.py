"""A worker's work: it trains a group, stack by stack, and reports events. It knows no store and no screen."""

import gc
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from experiments.data import load
from experiments.engines import fit, simulation, stacked
from experiments.engines.backends import backend
from experiments.engines.cost import brief
from experiments.engines.group import Group
from experiments.engines.grouping import program_key
from experiments.engines.halted import Halts
from experiments.engines.program import Program
from experiments.engines.rehearsal import label
from experiments.record import Record
from experiments.spec import Simulation, Trial, check_unchanged


@dataclass(frozen=True)
class Began:
    """A group begins."""


@dataclass(frozen=True)
class Ticked:
    """Some trials finished an epoch; below 0, that many finished epochs were lost."""

    trials: int


@dataclass(frozen=True)
class Trained:
    """A stack is finished: its trials and their records."""

    trials: tuple
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Carried:
    """Kept from batch to batch of trials: compiled programs, and trainings that halted."""

    programs: dict[str, tuple[Program, Lock]] = field(default_factory=dict)
    halts: Halts = field(default_factory=Halts)


Event = Began | Ticked | Trained
Report = Callable[[Event], None]
Train = Callable[[list, int], list[Record]]


class Stopped(Exception):  # noqa: N818 - not an error: the person asked for it
    """The run was interrupted; the stack in training is lost."""


def work(group: Group, report: Report, carried: Carried | None = None) -> None:
    """Trains a group. A trial that fails gets a record with the reason, and the work goes on.

    Args:
        group: what is trained.
        report: called with each event; ends the work by raising `Stopped`.
        carried: programs and trainings of earlier groups, for trials that come batch by batch; None: there are none.
    """
    report(Began())
    alone = None if carried else group
    kinds = {"stacked": partial(stacked_by, form=group.form, alone=alone), "fit": fitted, "simulation": simulated}
    train = kinds[group.engine](report, carried or Carried())
    for stack in group.stacks():
        for trials, records in halved(stack, group.size, train):
            report(Trained(tuple(trials), tuple(records)))


def halved(trials: list, size: int, train: Train) -> Iterator[tuple[list, list[Record]]]:
    """The trials with their records, in halves for as long as they do not fit the memory."""
    records, reason = attempted(trials, size, train)
    if records is None and reason is None:
        half = -(-len(trials) // 2)
        for part in (trials[:half], trials[half:]):
            yield from halved(part, min(half, -(-size // 2)), train)
    else:
        yield trials, records or [failed(trial, reason or "") for trial in trials]


def attempted(trials: list, size: int, train: Train) -> tuple[list[Record] | None, str | None]:
    """The records, or why there are none; neither if the trials are too many for the memory.

    At the return nothing refers to the stack: an error's traceback would keep it in memory while its halves train.
    """
    try:
        check_unchanged(trials)
        return train(trials, size), None
    except Stopped:
        raise
    except Exception as error:
        too_many = backend.out_of_memory(error) and len(trials) > 1
        reason = None if too_many else f"{type(error).__name__}: {error}"
        clear_frames(error)
    gc.collect()  # cycles, such as a network and its layers
    return None, reason


def clear_frames(error: BaseException | None) -> None:
    """Empties the frames through which an error came, and those of the errors before it."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error.__traceback__, error = None, error.__cause__ or error.__context__


def fitted(report: Report, carried: Carried) -> Train:
    """Training with the fit engine, trial by trial."""
    return lambda trials, _: [fit.run(trial, lambda: report(Ticked(1)), carried.halts) for trial in trials]


def simulated(report: Report, _: Carried) -> Train:
    """Running of simulations, in turn."""

    def train(simulations: list[Simulation], _size: int) -> list[Record]:
        records = [simulation.run(trial) for trial in simulations]
        report(Ticked(0))
        return records

    return train


def stacked_by(report: Report, carried: Carried, form: str, alone: Group | None = None) -> Train:
    """Training with the stacked engine in one form; `alone` is the group if nothing else will use its program.

    A stack with parts of the user's own that fails is trained by the fit engine: the form may be the reason.
    """

    def train(trials: list[Trial], size: int) -> list[Record]:
        key = program_key(trials[0])
        if key not in carried.programs:  # made with the first stack, so that an error is recorded
            short = alone is not None and brief(alone)
            carried.programs[key] = Program(trials[0], load(trials[0].data), short, form), Lock()
        program, lock = carried.programs[key]
        with lock:  # two groups may differ in epochs only
            return stacked.run(trials, program, lambda: report(Ticked(len(trials))), size, carried.halts)

    def train_or_fit(trials: list[Trial], size: int) -> list[Record]:
        try:
            return train(trials, size)
        except Stopped:
            raise
        except Exception as error:
            if backend.out_of_memory(error) or not label(trials[0]):
                raise
            clear_frames(error)
        return [fit.run(trial, lambda: report(Ticked(1))) for trial in trials]

    return train_or_fit


def failed(trial: Trial | Simulation, reason: str) -> Record:
    """The record of a trial that could not be trained."""
    return Record(key=trial.key, status="error", reason=reason[:2000])
