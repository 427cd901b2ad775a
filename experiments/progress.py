"""What a person sees of a run: the plan before, a line a study during, the way on after an interruption."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from experiments.data import load
from experiments.environment import cores
from experiments.live import bars
from experiments.names import DATASETS
from experiments.plan import Plan
from experiments.record import Record
from experiments.report.wording import duration
from experiments.spec import Part, Simulation

MANY, LONGEST = 12, 5  # studies from which the plan shows the longest ones alone, and how many of those


def show_plan(console: Console, plans: list[Plan], data: str, notes: Iterable[str] = (), whole: bool = True) -> None:
    """Prints the table of studies, trials, programs, stacks and estimated time, and sentences below it.

    Of many studies it has the longest ones, unless `whole`; the line of all together is always there.
    """
    shown = plans if whole or len(plans) <= MANY else sorted(plans, key=lambda plan: -plan.work)[:LONGEST]
    table = Table(title=f"Plan on {data}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in ("study", "trials", "stored", "to train", "programs", "stacks", "estimated"):
        table.add_column(name, justify="left" if name == "study" else "right")
    for plan in shown:
        stored = plan.trials - plan.missing
        time_needed = duration(plan.seconds) if plan.missing else "-"
        cells = (plan.trials, stored, plan.missing, len(plan.groups), plan.stacks, time_needed)
        table.add_row(plan.study.name, *map(str, cells))
    if len(shown) < len(plans):
        table.add_row(f"{len(plans) - len(shown)} more", style="dim")
    if len(plans) > 1:
        sums = (
            sum(column)
            for column in zip(*((plan.trials, plan.trials - plan.missing, plan.missing) for plan in plans), strict=True)
        )
        times = sum(plan.work for plan in plans) / cores()
        shared = (sum(len(plan.groups) for plan in plans), sum(plan.stacks for plan in plans))
        table.add_row("together", *map(str, (*sums, *shared)), duration(times) if times else "-", style="bold")
    console.print(table)
    if len(shown) < len(plans):
        console.print(f"These are the {LONGEST} longest studies; --dry-run shows all.")
    for note in dict.fromkeys((*(f"{note}." for note in notes), *(note for plan in plans for note in plan.notes))):
        console.print(Text(note))
    show_data(console, [plan.study.data for plan in plans if plan.study.data])


def show_round(console: Console, plans: list[Plan], title: str) -> None:
    """Prints what a later round trains, in a line; nothing if it trains nothing."""
    if count := sum(plan.missing for plan in plans):
        needed = duration(sum(plan.work for plan in plans) / cores())
        console.print(f"{title}: {count} trials to train, {needed} estimated.", highlight=False)


def show_data(console: Console, data: list[Part]) -> None:
    """Prints what was decided about each data set, a line a matter; nothing of a data set that needed no decision."""
    decided = {table.source: table for table in map(load, dict.fromkeys(data)) if table.notes}
    for source, table in decided.items():
        console.print(f"{table.title if table.name in DATASETS else source}:", markup=False, highlight=False)
        for note in table.notes:
            console.print(f"  {note}", markup=False, highlight=False, soft_wrap=True)


class Counts(ProgressColumn):
    """Trials done of planned, trials a second, time left, and those that diverged or failed so far."""

    def render(self, task: Task) -> Text:
        """The text of one line."""
        total = task.fields["trials"]
        trials = total * min(1.0, task.completed / (task.total or 1))
        spent = (task.finished_time if task.finished else task.elapsed) or 0.0
        rate = trials / spent if spent > 0 else 0.0
        left = f"{duration((total - trials) / rate)} left" if rate and not task.finished else f"{duration(spent)}"
        shown = [f"{int(trials)}/{total} trials", f"{rate:.1f}/s", left, *task.fields["ends"]]
        return Text("  ".join(shown), no_wrap=True)


@dataclass
class Line:
    """The progress line of one study: there from its first group on, and printed for good with its last stack.

    Attributes:
        progress, task: rich's.
        epochs: of each trial that is to be trained, by its key; 1 for a simulation.
        together: the line of all studies.
        ticks: epochs reported of trials that are not stored yet, epochs of those that are, and how these ended.
    """

    progress: Progress
    task: TaskID
    epochs: dict[str, int]
    together: TaskID | None = None
    ticks: dict[str, int] = field(default_factory=lambda: {"pending": 0, "done": 0, "diverged": 0, "failed": 0})

    @property
    def shown(self) -> Task:
        """What rich keeps of the line."""
        return next(task for task in self.progress.tasks if task.id == self.task)

    def begin(self) -> None:
        """A group is taken up."""
        if not self.shown.started:
            self.progress.start_task(self.task)
            self.progress.update(self.task, visible=True)

    def tick(self, trials: int) -> None:
        """Some trials finished an epoch."""
        self.ticks["pending"] += trials
        self._show()

    def done(self, records: list[Record]) -> None:
        """A stack is stored; trials that stopped early have no epochs left to wait for."""
        self.ticks["pending"] -= len(records) * max(record.epochs for record in records)  # a stack ticks as one
        self.ticks["done"] += sum(self.epochs.get(record.key, 0) for record in records)
        self.ticks["diverged"] += sum(record.status == "diverged" for record in records)
        self.ticks["failed"] += sum(record.status == "error" for record in records)
        self._show()
        if self.together is not None:
            self.progress.advance(self.together, len(records))
        if self.shown.finished:
            self.progress.console.print(self.progress.make_tasks_table([self.shown]))
            self.progress.update(self.task, visible=False)

    def _show(self) -> None:
        left = max(0, sum(self.epochs.values()) - self.ticks["done"])
        completed = self.ticks["done"] + min(max(0, self.ticks["pending"]), left)  # a stack trained again ticks again
        ends = [f"{self.ticks[end]} {end}" for end in ("diverged", "failed") if self.ticks[end]]
        self.progress.update(self.task, completed=completed, ends=ends)


@contextmanager
def watched(console: Console, plans: list[Plan], quiet: bool) -> Iterator[list[tuple[Plan, Line]]]:
    """A line for each study in training, and under several one for all of them together."""
    columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description:<12}"), BarColumn(14), Counts())
    with bars(console, *columns, quiet=quiet) as progress:
        lines = [(plan, line(progress, plan)) for plan in plans]
        if len(plans) > 1:
            trials = sum(plan.missing for plan in plans)
            together = progress.add_task("together", total=trials, trials=trials, ends=())
            for _, plan in lines:
                plan.together = together
        yield lines


def line(progress: Progress, plan: Plan) -> Line:
    """The line of one study, not shown yet."""
    epochs = {
        trial.key: 1 if isinstance(trial, Simulation) else trial.until
        for group in plan.groups
        for trial in group.trials
    }
    total = sum(epochs.values())
    name = "references" if plan.study.reference else plan.study.name
    task = progress.add_task(name, total=total, start=False, visible=False, trials=len(epochs), ends=())
    return Line(progress, task, epochs)
