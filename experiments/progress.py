"""What a person sees of a run: the plan before, a line a study during, the way on after an interruption."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from experiments.plan import Plan
from experiments.record import Record
from experiments.report.wording import duration


def show_plan(console: Console, plans: list[Plan], data: str) -> None:
    """Prints the table of studies, trials, programs, stacks and estimated time."""
    table = Table(title=f"Plan on {data}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in ("study", "trials", "stored", "to train", "programs", "stacks", "estimated"):
        table.add_column(name, justify="left" if name == "study" else "right")
    for one in plans:
        stored = one.trials - one.missing
        time_needed = duration(one.seconds) if one.missing else "-"
        cells = (one.trials, stored, one.missing, len(one.groups), one.stacks, time_needed)
        table.add_row(one.study.name, *map(str, cells))
    if len(plans) > 1:
        sums = (
            sum(column) for column in zip(*((p.trials, p.trials - p.missing, p.missing) for p in plans), strict=True)
        )
        times = sum(one.seconds for one in plans if one.missing)
        shared = (sum(len(one.groups) for one in plans), sum(one.stacks for one in plans))
        table.add_row("together", *map(str, (*sums, *shared)), duration(times) if times else "-", style="bold")
    console.print(table)


class Counts(ProgressColumn):
    """Trials done of planned, trials a second, time left, diverged so far."""

    def render(self, task: Task) -> Text:
        """The text of one line."""
        epochs = task.fields["epochs"]
        trials, total = task.completed / epochs, int((task.total or 0) / epochs)
        spent = (task.finished_time if task.finished else task.elapsed) or 0.0
        rate = trials / spent if spent > 0 else 0.0
        left = f"{duration((total - trials) / rate)} left" if rate and not task.finished else f"{duration(spent)}"
        return Text(
            no_wrap=True, text=f"{int(trials)}/{total} trials  {rate:.1f}/s  {left}  {task.fields['diverged']} diverged"
        )


@dataclass
class Line:
    """The progress line of one study."""

    progress: Progress
    task: TaskID
    epochs: int
    started: float = field(default_factory=time.perf_counter)
    ticks: dict[str, int] = field(default_factory=lambda: {"pending": 0, "done": 0, "diverged": 0, "failed": 0})

    def tick(self, trials: int) -> None:
        """Some trials finished an epoch."""
        self.ticks["pending"] += trials
        self._show()

    def done(self, records: list[Record]) -> None:
        """A stack is stored; trials that stopped early have no epochs left to wait for."""
        self.ticks["pending"] -= len(records) * max(record.epochs for record in records)  # a stack ticks as one
        self.ticks["done"] += len(records)
        self.ticks["diverged"] += sum(record.status == "diverged" for record in records)
        self.ticks["failed"] += sum(record.status == "error" for record in records)
        self._show()

    def _show(self) -> None:
        completed = self.ticks["done"] * self.epochs + self.ticks["pending"]
        self.progress.update(self.task, completed=completed, diverged=self.ticks["diverged"])


@contextmanager
def lines(console: Console, quiet: bool) -> Iterator[Progress]:
    """The block of progress lines."""
    columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description:<12}"), BarColumn(14), Counts())
    with Progress(*columns, console=console, disable=quiet, refresh_per_second=4) as progress:
        yield progress


def line(progress: Progress, one: Plan) -> Line:
    """Adds the line of one study."""
    epochs = one.study.base.epochs if one.study.base else 1
    task = progress.add_task(one.study.name, total=one.missing * epochs, epochs=epochs, diverged=0)
    return Line(progress, task, epochs)
