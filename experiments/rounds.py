"""Rounds: plan what is missing, show it, train and store it, plan again; the one loop of all that trains."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Protocol, TypeVar

from rich.console import Console

from experiments import environment, progress
from experiments.changed import changed
from experiments.data import facts
from experiments.execution.machines import HERE, Machines
from experiments.keeping import RecipeRound
from experiments.plan import Plan, plan
from experiments.references import companions, sentences
from experiments.replication import replicated
from experiments.request import Request
from experiments.store import Store, finished, read
from experiments.study import Study

Outcome = TypeVar("Outcome", covariant=True)
CHOSEN, COMBINING, OPEN = "Settings are chosen", "A recipe tries more", "More replicates for what is open"


class Round(Protocol[Outcome]):
    """What is trained under one number of a run: planned already, shown, then trained."""

    def show(self, console: Console, /) -> None:
        """Prints the plan."""

    def train(self, console: Console, store: Store, run: int, environment: dict[str, Any], /) -> Outcome:
        """Trains and stores what is missing; `run` is its number in the store, `environment` the facts of this one."""
        ...


def rounds(
    planned: Iterable[Round[Outcome]],
    file: Path,
    console: Console,
    command: str,
    dry_run: bool = False,
    notes: Sequence[str] = (),
) -> list[Outcome]:
    """Shows and trains one round after the other; gives what each came to.

    Args:
        planned: the rounds. The next one is asked for once the last one is stored, so it may depend on its results.
        file: where results are stored.
        console: where plans and progress are shown.
        command: that is noted beside what is trained.
        dry_run: whether the first plan is shown, and no more.
        notes: on what the data made of the studies, noted beside what is trained.
    """
    outcomes: list[Outcome] = []
    here: dict[str, Any] = {}
    run = None
    with ExitStack() as stack:
        for round_ in planned:
            round_.show(console)
            if dry_run:
                break
            if run is None:
                here = environment.facts()
                store = stack.enter_context(closing(Store(file)))
                run = store.begin(command, here | ({"notes": list(notes)} if notes else {}))
            outcomes.append(round_.train(console, store, run, here))
        if run is not None:
            store.end(run)
    return outcomes


@dataclass(frozen=True)
class StudyRound:
    """What is missing of some studies.

    Attributes:
        plans: one a study.
        title: what the plan calls the data, or what a later round is about; None shows no plan.
        first: whether its plan is shown; that of a later round is a line.
        whole: whether the plan shows every study, be there as many as may.
        notes: sentences below the plan.
        machines: where trials are trained.
        over: whether the time is over.
        beside: the plans of reference models, which the table does not show.
    """

    plans: list[Plan]
    title: str | None = None
    notes: tuple[str, ...] = ()
    machines: Machines = HERE
    first: bool = True
    whole: bool = True
    over: Callable[[], bool] = lambda: False
    beside: tuple[Plan, ...] = ()

    def show(self, console: Console) -> None:
        """Prints the plan."""
        if self.title is not None and self.first:
            fits = sentences(sum(planned.missing for planned in self.beside))
            progress.show_plan(console, self.plans, self.title, (*self.notes, *fits), self.whole)
        elif self.title is not None:
            progress.show_round(console, self.plans, self.title)

    def train(self, console: Console, store: Store, run: int, environment: dict[str, Any]) -> None:
        """Trains all studies together, one progress line each, and stores each stack as it finishes."""
        studies = [planned.study for planned in self.plans]
        labels = (dict.fromkeys(("name", "title"), study.data_title) if study.data_title else {} for study in studies)
        store.plan((study, facts(study.data) | label) for study, label in zip(studies, labels, strict=True))
        store.plan((planned.study, facts(planned.study.data)) for planned in self.beside)
        missing = [planned for planned in (*self.plans, *self.beside) if planned.missing]
        if not missing:
            return
        from experiments.execution.executor import Executor

        with progress.watched(console, missing, console.quiet) as lines:
            Executor(store, run, environment, machines=self.machines, over=self.over).execute(
                (group, line) for planned, line in lines for group in planned.groups
            )
        if self.over():
            console.print("The time is over. The same command goes on with what is left.")


def study_rounds(
    request: Request,
    studies: list[Study],
    title: str,
    notes: Iterable[str] = (),
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Round[None]]:
    """The rounds of studies: every setting on a few replicates, then the chosen ones on others, then what is open; in
    the end the networks that recipes recommend are saved.

    A part of a claim once settled stays so. New trials of studies without claims change no verdict of another, so that
    after them only these are looked at again. `clock` gives seconds; once the request's minutes are over, trials in
    training are left, and no other round begins.
    """
    end = inf if request.minutes is None else clock() + 60 * request.minutes

    def over() -> bool:
        return clock() >= end

    def missing(studies: list[Study]) -> list[Plan]:
        return plan(studies, finished(request.file, request.retry), request.engine)

    every = missing([*studies, *([] if request.no_references else companions(studies))])
    plans, beside = every[: len(studies)], tuple(every[len(studies) :])
    trials = [trial for planned in plans for group in planned.groups for trial in group.trials]
    notes = (*notes, *ahead(studies, request), *changed(request.file, trials))
    yield StudyRound(plans, title, notes, request.machines, over=over, beside=beside, whole=request.dry_run)
    latest, moving, title = {study.name: study for study in studies}, studies, CHOSEN
    while not over():
        known = read(request.file)
        known = known.only(study.name for study in moving) if len(moving) < len(latest) else known
        if not (raised := replicated(moving, known, request.most_replicates)):
            break
        if title != CHOSEN and all(len(study.methods) > len(latest[study.name].methods) for study in raised):
            title = COMBINING
        latest.update({study.name: study for study in raised})
        yield StudyRound(missing(raised), title, (), request.machines, first=False, over=over)
        title = OPEN
        moving = list(latest.values()) if any(study.claims for study in raised) else raised
    if recipes := tuple(study.name for study in studies if study.recipe):
        yield RecipeRound(recipes)


def ahead(studies: list[Study], request: Request) -> list[str]:
    """What follows the first round, in a sentence; nothing where no method has a setting to choose."""
    if all(len(study.grid(method)) == 1 for study in studies for method in study.methods):
        return []
    least, most = min(study.replicates for study in studies), request.most_replicates
    claimed = any(study.claims for study in studies)
    more = f", and up to {most} while claims about it are open" if claimed and most >= 2 * least else ""
    return [f"Then the best setting of each method gets {least} more replicates{more}"]
