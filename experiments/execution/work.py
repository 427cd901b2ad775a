"""A worker's work: it trains a group, stack by stack, and tells how it goes. It knows no store and no screen."""

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
    """A group is taken up."""


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
    """What trials that come batch by batch leave to later ones: compiled programs, and trainings that halted."""

    programs: dict[str, tuple[Program, Lock]] = field(default_factory=dict)
    halts: Halts = field(default_factory=Halts)


Event = Began | Ticked | Trained
Tell = Callable[[Event], None]
Train = Callable[[list, int], list[Record]]


class Stopped(Exception):  # noqa: N818 - not an error: the person asked for it
    """The run was interrupted; what a worker was training is given up."""


def work(group: Group, tell: Tell, carried: Carried | None = None) -> None:
    """Trains a group. A trial that fails gets a record with the reason, and the work goes on.

    Args:
        group: what is trained.
        tell: told each event; what it raises ends the work if it is `Stopped`.
        carried: from earlier groups, for trials that come batch by batch; None: the group is on its own.
    """
    tell(Began())
    alone = None if carried else group
    kinds = {"stacked": partial(stacked_by, form=group.form, alone=alone), "fit": fitted, "simulation": simulated}
    train = kinds[group.engine](tell, carried or Carried())
    for stack in group.stacks():
        for trials, records in halved(stack, group.size, train):
            tell(Trained(tuple(trials), tuple(records)))


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

    By then nothing holds what was to be trained: an error's traceback would keep the stack alive for its halves.
    """
    try:
        check_unchanged(trials)
        return train(trials, size), None
    except Stopped:
        raise
    except Exception as error:
        too_many = backend.out_of_memory(error) and len(trials) > 1
        reason = None if too_many else f"{type(error).__name__}: {error}"
        let_go(error)
    gc.collect()  # what holds itself, such as a network and its layers
    return None, reason


def let_go(error: BaseException | None) -> None:
    """Empties the frames through which an error came, and those of the errors before it."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error.__traceback__, error = None, error.__cause__ or error.__context__


def fitted(tell: Tell, carried: Carried) -> Train:
    """Training with the fit engine, one trial after the other."""
    return lambda trials, _: [fit.run(trial, lambda: tell(Ticked(1)), carried.halts) for trial in trials]


def simulated(tell: Tell, _: Carried) -> Train:
    """Simulations, one after the other."""

    def train(simulations: list[Simulation], _size: int) -> list[Record]:
        records = [simulation.run(one) for one in simulations]
        tell(Ticked(0))
        return records

    return train


def stacked_by(tell: Tell, carried: Carried, form: str, alone: Group | None = None) -> Train:
    """Training with the stacked engine in one form; `alone` is the group if nothing else will use its program.

    What fails with parts of the user's own is left to the fit engine: it may be for the form.
    """

    def train(trials: list[Trial], size: int) -> list[Record]:
        key = program_key(trials[0])
        if key not in carried.programs:  # made with the first stack, so that what fails there is recorded
            short = alone is not None and brief(alone)
            carried.programs[key] = Program(trials[0], load(trials[0].data), short, form), Lock()
        program, lock = carried.programs[key]
        with lock:  # two groups may differ in epochs only
            return stacked.run(trials, program, lambda: tell(Ticked(len(trials))), size, carried.halts)

    def saved(trials: list[Trial], size: int) -> list[Record]:
        try:
            return train(trials, size)
        except Stopped:
            raise
        except Exception as error:
            if backend.out_of_memory(error) or not label(trials[0]):
                raise
            let_go(error)
        return [fit.run(trial, lambda: tell(Ticked(1))) for trial in trials]

    return saved


def failed(trial: Trial | Simulation, reason: str) -> Record:
    """The record of a trial that could not be trained."""
    return Record(key=trial.key, status="error", reason=reason[:2000])
