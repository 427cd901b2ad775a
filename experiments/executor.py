"""Trains the planned stacks in this process and stores each as it finishes."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import Any

from experiments.data import load
from experiments.engines import backend, fit, simulation, stacked
from experiments.engines.grouping import WORKERS, Group, program_key
from experiments.engines.program import Program
from experiments.record import Record
from experiments.spec import Simulation, Trial
from experiments.store import Store
from experiments.watch import Watch

Train = Callable[[list, int], list[Record]]
Job = tuple[Group, Watch]


class Stopped(Exception):  # noqa: N818 - not an error: the person asked for it
    """The run was interrupted; what a worker was training is given up."""


@dataclass(frozen=True)
class Executor:
    """Trains groups of trials, several at a time: while one compiles on one core, another trains.

    Args:
        store, run: where records go, and the run's number there.
        environment: facts to store beside them.
        programs: those compiled so far, for trials that come batch by batch; None: each group compiles its own.
    """

    store: Store
    run: int
    environment: dict[str, Any]
    lock: Lock = field(default_factory=Lock)
    stop: Event = field(default_factory=Event)
    programs: dict[str, tuple[Program, Lock]] | None = None

    def execute(self, jobs: Iterable[Job]) -> None:
        """Trains all groups. A trial that fails is recorded with the reason, and the run goes on.

        The groups of all studies go through one pool, so that no worker waits for a study's last stack; what measures
        time goes first, with nothing beside it.
        """
        jobs = list(jobs)
        for job in (job for job in jobs if job[0].alone):
            self._execute(*job)
        with ThreadPoolExecutor(WORKERS) as pool:
            futures = [pool.submit(self._execute, *job) for job in jobs if not job[0].alone]
            try:
                for future in futures:
                    future.result()
            except BaseException:  # an interruption, or a store that cannot be written
                self.stop.set()
                pool.shutdown(cancel_futures=True)
                raise

    def _execute(self, group: Group, watch: Watch) -> None:
        def tick(trials: int) -> None:
            if self.stop.is_set():
                raise Stopped
            with self.lock:
                watch.tick(trials)

        with self.lock:
            watch.begin()
        environment = {**self.environment, "backend": backend.NAME, "device": backend.device()}
        train = {"stacked": self._stacked, "fit": self._fit, "simulation": self._simulate}[group.engine](tick)
        for stack in group.stacks():
            for trials, records in self._train(stack, group.size, train):
                with self.lock:
                    self.store.add(self.run, trials, records, environment)
                    watch.done(records)

    def _train(self, trials: list, size: int, train: Train) -> Iterator[tuple[list, list[Record]]]:
        try:
            yield trials, train(trials, size)
        except Stopped:
            raise
        except Exception as error:
            if backend.out_of_memory(error) and len(trials) > 1:
                half = -(-len(trials) // 2)
                for part in (trials[:half], trials[half:]):
                    yield from self._train(part, half, train)
            else:
                reason = f"{type(error).__name__}: {error}"
                yield trials, [failed(trial, reason) for trial in trials]

    def _fit(self, tick: Callable[[int], None]) -> Train:
        return lambda trials, _: [fit.run(trial, lambda: tick(1)) for trial in trials]

    def _simulate(self, tick: Callable[[int], None]) -> Train:
        def train(simulations: list[Simulation], _size: int) -> list[Record]:
            records = [simulation.run(one) for one in simulations]
            tick(0)
            return records

        return train

    def _stacked(self, tick: Callable[[int], None]) -> Train:
        programs = {} if self.programs is None else self.programs

        def train(trials: list[Trial], size: int) -> list[Record]:
            key = program_key(replace(trials[0], epochs=1))
            if key not in programs:  # made with the first stack, so that what fails there is recorded
                programs[key] = Program(trials[0], load(trials[0].data)), Lock()
            program, alone = programs[key]
            with alone:  # two groups may differ in epochs only
                return stacked.run(trials, program, lambda: tick(len(trials)), size)

        return train


def failed(trial: Trial | Simulation, reason: str) -> Record:
    """The record of a trial that could not be trained."""
    return Record(key=trial.key, status="error", reason=reason[:2000])
