"""Preview: what a request would do, checked to the end, with one training step of each network. Nothing is stored."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from experiments import selection
from experiments.checking import fitting
from experiments.content import SOURCE, separated
from experiments.data import load
from experiments.datafiles import is_file
from experiments.device import choose
from experiments.labels import distinct
from experiments.plan import grouped, plan
from experiments.progress import show_data, show_plan
from experiments.quiet import import_keras
from experiments.refusal import NETWORK
from experiments.request import Request
from experiments.spec import Part, Simulation, Trial, part
from experiments.tuning import configs

if TYPE_CHECKING:
    from experiments.engines.group import Group

PLAIN = part("mlp")  # the network that a table is tried with, where no study is named
ADAM = part("adam", learning_rate=0.001)


def sorted_out(request: Request) -> Request:
    """The request with files and functions among its names where they belong: data sets, and the user's network."""
    networks = [name for name in request.studies if name.endswith(NETWORK) or all(separated(name))]
    tables = [name for name in request.studies if is_file(name) and not name.endswith((SOURCE, NETWORK))]
    tables = [name for name in tables if name not in networks]
    return replace(
        request,
        studies=tuple(name for name in request.studies if name not in (*networks, *tables)),
        model=(request.model, *networks)[-1],
        dataset=tuple(distinct([*request.dataset, *tables])),
    )


def preview(request: Request) -> None:
    """Checks all that is asked for, and prints the plan and what one step of each network comes to.

    Where no study or search is named, a table is tried with a plain network, and a network's studies are listed.

    Raises:
        UserError: what would be refused, or a network that fails in its first step.
    """
    choose(request.device)
    console = Console()
    import_keras()
    searches = [name for name in request.studies if configs.holds_search(name)]
    studies = tuple(name for name in request.studies if name not in searches)
    if searches:
        of_searches(console, request, searches)
    if studies:
        of_studies(console, replace(request, studies=studies))
    if not request.studies:
        bare(console, request)
    console.print("All checks passed; nothing was trained or written.")


def of_studies(console: Console, request: Request) -> None:
    """The plan of studies, and their steps."""
    studies, title, notes = selection.select(request)
    fitting.check(studies)
    plans = plan(studies, set(), request.engine)
    show_plan(console, plans, title, notes)
    show_steps(console, [(planned.study.name, group) for planned in plans for group in planned.groups])


def of_searches(console: Console, request: Request, names: list[str]) -> None:
    """The plan of searches, and steps of what their first batch asks for."""
    from experiments.engines.grouping import groups
    from experiments.tuning.command import SearchRound, Settings, prepared
    from experiments.tuning.jobs import jobs

    for job in jobs(request, names):
        search, notes = prepared(request, job)
        settings = Settings(request.engine, notes=tuple(notes))
        round_ = SearchRound(search, Path(job.folder, "results.sqlite"), settings, lambda: 0.0)
        round_.show(console)
        show_steps(console, [(search.name, group) for group in groups(round_.plan.first, request.engine)])


def bare(console: Console, request: Request) -> None:
    """Each data set, and a step with the user's network or a plain one; which studies can be about the user's."""
    for data in selection.datasets(request, selection.scoring(request.score)):
        table = load(data)
        console.print(f"{table.title}: {table.task}, {len(table.x)} rows, {table.outputs} outputs", markup=False)
        show_data(console, [data])
        trial = Trial(data=data, model=network(request), optimizer=ADAM)
        made = grouped([trial], request.engine)
        for group, _ in made:
            if group.note:
                console.print(group.note, markup=False, highlight=False)
        show_steps(console, [("", group) for group, _ in made])
    if request.model:
        studies, _, notes = selection.select(request)
        console.print(f"It can be asked about: {', '.join(study.name for study in studies)}.", highlight=False)
        for note in notes:
            console.print(f"{note}.", markup=False, highlight=False)


def network(request: Request) -> Part:
    """The user's network, or a plain one."""
    return part(request.model) if request.model else PLAIN


def show_steps(console: Console, groups: Iterable[tuple[str, "Group"]]) -> None:
    """Prints a table with a row for each network that is trained."""
    from experiments.engines.step import step

    columns = ("study", "network", "optimizer", "form", "parameters", "outputs", "loss")
    table = Table(title="One step of training", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, justify="left" if name in columns[:4] else "right", overflow="fold")
    for study, group in groups:
        if isinstance(group.trials[0], Simulation):
            continue
        made = step(group)
        trial, shape = made.trial, " x ".join(map(str, made.outputs))
        numbers = (f"{made.parameters:,}", shape, f"{made.loss:.3g}")
        table.add_row(study, str(trial.model), trial.optimizer.name, made.form, *numbers)
    if table.row_count:
        console.print(table)
