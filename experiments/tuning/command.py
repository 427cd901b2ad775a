"""Searches on the command line: plan, train and store what is missing, confirm the best, say who won."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.console import Console

from experiments import selection
from experiments.changed import changed
from experiments.data import facts, load
from experiments.data.loading import identified, scored
from experiments.engines.grouping import groups
from experiments.execution.executor import Executor
from experiments.execution.machines import HERE, Machines
from experiments.references import beside_search, sentences
from experiments.request import Request
from experiments.rounds import rounds
from experiments.spec import Part, Trial, dumps, part
from experiments.store import Store, finished, read
from experiments.store.searches import begin, note_batch
from experiments.study import Study
from experiments.tuning import configs
from experiments.tuning.assembly import dataset
from experiments.tuning.confirmation import Finalist, confirm
from experiments.tuning.display import Line, show_plan, show_result
from experiments.tuning.estimate import Estimate, estimate
from experiments.tuning.jobs import Job
from experiments.tuning.loop import Answer, batches, folds
from experiments.tuning.saving import save
from experiments.tuning.scoring import metric
from experiments.tuning.substitution import substituted
from experiments.tuning.suitability import check_suitable
from experiments.tuning.training import Trainer
from tuner_configs.search import Search


def prepared(request: Request, job: Job) -> tuple[Search, list[str]]:
    """One search as it is asked for, and sentences for the plan; data, score and network of the user replace its own.

    Raises:
        UserError: it is not sound, or does not suit the data or the network.
    """
    data = selection.dataset(job.dataset, request.reading) if job.dataset else None
    search, notes = replace(with_data(configs.load(job.search), data), name=job.name), []
    if request.model:
        search, notes = substituted(search, part(request.model))
    search = configs.adapted(
        search,
        request.epochs,
        request.replicates,
        trials=request.trials,
        oracle=request.oracle,
        nested=request.nested,
        seed=request.seed,
    )
    search = with_checksum(
        replace(search, data=scored(search.data.but(**request.treatment), selection.scoring(request.score)))
    )
    check_suitable(search)
    return search, notes


def run(request: Request, search: Search, folder: Path, notes: list[str]) -> None:
    """Runs a search that is prepared; its results stand in the folder."""
    settings = Settings(
        request.engine, request.minutes, request.retry, tuple(notes), not request.no_references, request.machines
    )
    console = Console(quiet=request.quiet)
    execute(console, search, folder / "results.sqlite", settings, request.command, request.dry_run)


@dataclass(frozen=True)
class Settings:
    """How a search is run, which changes nothing of what it comes to but where `minutes` cuts it short."""

    engine: str = "auto"
    minutes: float | None = None
    retry: bool = False
    notes: tuple[str, ...] = ()  # below the plan
    references: bool = False
    machines: Machines = HERE


def with_data(search: Search, data: Part | None) -> Search:
    """The search on other data, which are prepared as it prepares its own."""
    if data is None:
        return search
    return replace(search, data=data.but(**dict(search.data.options)))


def with_checksum(search: Search) -> Search:
    """The search with the checksum of what a function of the user's own makes of its data: see `identified`."""
    checksum = identified(dataset(search)).get("checksum")
    return replace(search, data=search.data.but(checksum=checksum)) if checksum else search


def execute(
    console: Console,
    search: Search,
    file: Path,
    settings: Settings,
    command: str = "",
    dry_run: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> list[Finalist]:
    """Runs one search to its end, or goes on where it was stopped; gives the finalists, best first; none of a dry run.

    With `minutes` no batch is begun after that time, counted over all runs of the search; the batch in training
    is finished, and the best are confirmed.
    """
    ends = rounds([SearchRound(search, file, settings, clock)], file, console, command, dry_run)
    for finalists, kept in ends:
        show_result(console, search, metric_of(search)[0], finalists)
        if kept:
            console.print(kept, markup=False)
    return [finalist for finalists, _ in ends for finalist in finalists]


@dataclass(frozen=True)
class SearchRound:
    """A whole search: batch by batch, what its oracle asks for and is not stored; then the best once more.

    Attributes:
        search: the search.
        file: where results are stored.
        settings: how it is run.
        clock: seconds.
    """

    search: Search
    file: Path
    settings: Settings
    clock: Callable[[], float]

    @cached_property
    def plan(self) -> Estimate:
        """What it would take."""
        return estimate(
            self.search, metric_of(self.search)[1], asked_before(self.file, self.search.name), self.settings.engine
        )

    @cached_property
    def beside(self) -> list[Study]:
        """The reference models of its data set."""
        return beside_search(self.search) if self.settings.references else []

    def show(self, console: Console) -> None:
        """Prints the plan."""
        show_plan(console, self.search, self.plan)
        for note in self.settings.notes:
            console.print(f"{note}.", markup=False, highlight=False)
        stored = finished(self.file)
        fits = {planned.trial.key for study in self.beside for planned in study.trials()} - stored
        for sentence in sentences(len(fits)):
            console.print(f"{sentence}.", markup=False, highlight=False)
        for sentence in changed(self.file, [trial for trial in self.plan.first if trial.key not in stored]):
            console.print(f"{sentence}.", markup=False, highlight=False)

    def train(
        self, console: Console, store: Store, run: int, environment: dict[str, Any]
    ) -> tuple[list[Finalist], str]:
        """The finalists, best first, and a sentence on the winner's network."""
        search, objective, limit = self.search, metric_of(self.search), self.settings.minutes
        spent = begin(store, search.name, search, facts(dataset(search)), *objective)
        line = Line(console, console.quiet, search, *objective, self.plan.epochs)
        trainer = Trainer(
            store, run, environment, self.settings.engine, line, self.settings.retry, self.settings.machines
        )
        started, answers = self.clock(), []

        def go_on(trials: list[Trial]) -> bool:
            late = limit is not None and spent + self.clock() - started >= 60 * limit
            return not late or len(trainer.stored(trials)) == len(trials)

        with line.progress:
            for batch in batches(search, objective, trainer, go_on, self.clock):
                note_batch(store, *batch_rows(search, batch))
                answers += batch
                line.answered(batch)
            line.confirming()
            finalists = confirm(search, objective, answers, trainer)
            note_batch(store, [], final_rows(search, finalists))
            kept = save_winner(store, search, objective[1], finalists)
            fit_references(trainer, self.beside)
            line.finished()
        return finalists, kept


def fit_references(trainer: Trainer, beside: list[Study]) -> None:
    """Fits the reference models beside a search and stores them."""
    trainer.store.plan((study, facts(study.data)) for study in beside)
    stored = finished(trainer.store.path, trainer.retry)
    left = [planned.trial for study in beside for planned in study.trials() if planned.trial.key not in stored]
    if left:
        executor = Executor(trainer.store, trainer.run, trainer.environment, machines=trainer.machines)
        executor.execute((group, trainer.watch) for group in groups(left, "auto"))


def metric_of(search: Search) -> tuple[str, str]:
    """The validation metric that a search looks at, and its direction."""
    return metric(search.objective, load(dataset(search)).score)


def asked_before(file: Path, name: str) -> int:
    """How many settings earlier runs of a search asked for."""
    return len(read(file).asked(name)) if file.exists() else 0


def save_winner(store: Store, search: Search, direction: str, finalists: list[Finalist]) -> str:
    """Saves the winner's network; gives what to say of it. A network that cannot be saved spoils nothing else."""
    try:
        path = save(store, search, direction, finalists)
    except Exception as error:
        return f"The winner's network could not be saved. {type(error).__name__}: {error}"
    return f"The winner's network: {path}" if path else ""


def batch_rows(search: Search, answers: list[Answer]) -> tuple[list[tuple], list[tuple]]:
    """The rows of `asked` and `executions` for one batch."""
    asked, executions = [], []
    for answer in answers:
        fold, q = answer.fold, answer.question
        asked.append(
            (search.name, fold, q.number, answer.batch, q.trial, dumps(q.labels), q.epochs, q.bracket, q.rung,
             q.parent, answer.reported, answer.seconds)
        )  # fmt: skip
        executions += [
            (search.name, fold, q.number, "search", replicate, record.key, score, 0)
            for replicate, record, score in zip(folds(search)[fold], answer.records, answer.scores, strict=True)
        ]
    return asked, executions


def final_rows(search: Search, finalists: list[Finalist]) -> list[tuple]:
    """The rows of `executions` for the finalists."""
    return [
        (search.name, answer.fold, answer.question.number, "final", replicate, record.key, score, int(finalist.won))
        for finalist in finalists
        for answer in [finalist.answer]
        for replicate, record, score in zip(finalist.replicates, finalist.records, finalist.scores, strict=True)
    ]
