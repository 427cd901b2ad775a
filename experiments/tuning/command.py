"""Searches on the command line: plan, train and store what is missing, confirm the best, say who won."""

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from experiments import environment
from experiments.changed import changed
from experiments.data import facts, load
from experiments.data.loading import identified
from experiments.spec import Part, Trial, dumps
from experiments.store import Store, finished, read
from experiments.store.searches import begin, note
from experiments.tuning import configs
from experiments.tuning.assembly import block, dataset
from experiments.tuning.confirmation import Finalist, confirm
from experiments.tuning.display import Line, show_plan, show_result
from experiments.tuning.estimate import estimate
from experiments.tuning.loop import Answer, folds, hunt
from experiments.tuning.places import Place
from experiments.tuning.saving import save
from experiments.tuning.scoring import metric
from experiments.tuning.suitability import suits
from experiments.tuning.training import Trainer
from tuner_configs.search import Named, Search


def prepared(options: argparse.Namespace, place: Place, data: Part | None) -> Search:
    """One search as the command line asks for it; `data` replaces its own.

    Raises:
        UserError: it is not sound, or does not suit the data.
    """
    search = configs.adapted(
        replace(on(configs.load(place.search), data), name=place.name),
        options.epochs,
        options.replicates,
        trials=options.trials,
        oracle=options.oracle,
        nested=options.nested,
        seed=options.seed,
    )
    search = counted(search)
    suits(search)
    return search


def run(options: argparse.Namespace, search: Search, folder: Path, command: str) -> None:
    """Runs a search that is prepared; its results stand in the folder."""
    console, path = Console(quiet=options.quiet), folder / "results.sqlite"
    settings = Settings(options.engine, options.max_minutes, options.retry, options.quiet)
    if options.dry_run:
        plan(console, search, path, settings.engine)
    else:
        execute(console, search, path, settings, command)


@dataclass(frozen=True)
class Settings:
    """How a search is run, which changes nothing of what it finds but where `max_minutes` cuts it short."""

    engine: str = "auto"
    max_minutes: float | None = None
    retry: bool = False
    quiet: bool = True


def on(search: Search, data: Part | None) -> Search:
    """The search on other data, which are prepared as it prepares its own."""
    if data is None:
        return search
    chosen = data.but(**dict(block(search.data).options))
    return replace(search, data=Named(chosen.name, chosen.options))


def counted(search: Search) -> Search:
    """The search with the checksum of what a function of the user's own makes of its data: see `identified`."""
    checksum = identified(dataset(search)).get("checksum")
    known = dict(search.data.options) | ({"checksum": checksum} if checksum else {})
    return replace(search, data=Named(search.data.name, tuple(sorted(known.items()))))


def plan(console: Console, search: Search, path: Path, engine: str) -> Any:
    """Prints the plan and gives it."""
    direction = metric(search.objective, load(dataset(search)).score)[1]
    before = 0
    if path.exists() and read(path).query("SELECT 1 FROM sqlite_master WHERE name = 'asked'").size:
        asked = read(path).query("SELECT search FROM asked")["search"]
        before = int((asked == search.name).sum())
    found = estimate(search, direction, before, engine)
    show_plan(console, search, found)
    stored = finished(path)
    for sentence in changed(path, [one for one in found.first if one.key not in stored]):
        console.print(f"{sentence}.", markup=False, highlight=False)
    return found


def execute(
    console: Console, search: Search, path: Path, settings: Settings, command: str = "", clock=time.monotonic
) -> list[Finalist]:
    """Runs one search to its end, or goes on where it was stopped; gives the finalists, best first.

    With `max_minutes` no batch is begun after that time, counted over all runs of the search; the batch in training
    is finished, and the best are confirmed.
    """
    objective = metric(search.objective, load(dataset(search)).score)
    planned = plan(console, search, path, settings.engine)
    here, store = environment.facts(), Store(path)
    try:
        spent = begin(store, search.name, search, facts(dataset(search)), *objective)
        number = store.begin(command, here)
        line = Line(console, settings.quiet, search, *objective, planned.epochs)
        trainer = Trainer(store, number, here, settings.engine, line, settings.retry)
        started, answers = clock(), []

        def go_on(trials: list[Trial]) -> bool:
            late = settings.max_minutes is not None and spent + clock() - started >= 60 * settings.max_minutes
            return not late or len(trainer.stored(trials)) == len(trials)

        with line.progress:
            for some in hunt(search, objective, trainer, go_on, clock):
                note(store, *rows(search, some))
                answers += some
                line.answered(some)
            line.confirming()
            finalists = confirm(search, objective, answers, trainer)
            note(store, [], finals(search, finalists))
            kept = keep(store, search, objective[1], finalists)
            line.finished()
        store.end(number)
    finally:
        store.close()
    show_result(console, search, objective[0], finalists)
    if kept:
        console.print(kept, markup=False)
    return finalists


def keep(store: Store, search: Search, direction: str, finalists: list[Finalist]) -> str:
    """Saves the winner's network; gives what to say of it. A network that cannot be saved spoils nothing else."""
    try:
        path = save(store, search, direction, finalists)
    except Exception as error:
        return f"The winner's network could not be saved. {type(error).__name__}: {error}"
    return f"The winner's network: {path}" if path else ""


def rows(search: Search, answers: list[Answer]) -> tuple[list[tuple], list[tuple]]:
    """The rows of `asked` and `executions` for one batch."""
    asked, executions = [], []
    for one in answers:
        q = one.question
        asked.append(
            (search.name, one.fold, q.number, one.batch, q.trial, dumps(q.labels), q.epochs, q.bracket, q.rung,
             q.parent, one.told, one.seconds)
        )  # fmt: skip
        for replicate, (record, score) in zip(
            folds(search)[one.fold], zip(one.records, one.scores, strict=True), strict=True
        ):
            executions.append((search.name, one.fold, q.number, "search", replicate, record.key, score, 0))
    return asked, executions


def finals(search: Search, finalists: list[Finalist]) -> list[tuple]:
    """The rows of `executions` for the finalists."""
    return [
        (search.name, one.answer.fold, one.answer.question.number, "final", replicate, record.key, score, int(one.won))
        for one in finalists
        for replicate, record, score in zip(one.replicates, one.records, one.scores, strict=True)
    ]
