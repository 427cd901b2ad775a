"""What a person sees of a search: the plan before, the best so far during, the winner after."""

from collections.abc import Sequence
from statistics import fmean, stdev
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from experiments.progress import show_data
from experiments.record import Record
from experiments.report.wording import duration
from experiments.tuning.confirmation import Finalist
from experiments.tuning.estimate import Estimate
from experiments.tuning.loop import Answer
from experiments.tuning.scoring import better
from tuner_configs.search import Search

SHOWN = 5  # finalists


def show_plan(console: Console, search: Search, plan: Estimate) -> None:
    """Prints what a search would do."""
    table = Table(
        title=f"Search {search.name}: {search.question}", title_justify="left", box=None, padding=(0, 2, 0, 0)
    )
    for name in ("oracle", "parameters", "trials", "asked before", "trainings", "programs", "estimated"):
        table.add_column(name, justify="left" if name == "oracle" else "right")
    oracle = f"{search.oracle}, {search.at_once} at once" + (f", {search.nested} outer splits" if search.nested else "")
    numbers = (len(search.space), plan.trials, plan.before, plan.trainings, plan.programs)
    table.add_row(oracle, *map(str, numbers), duration(plan.seconds))
    console.print(table)
    show_data(console, [search.data])


class Line:
    """The progress line of one search: epochs done, settings tried, best so far, failures."""

    def __init__(self, console: Console, quiet: bool, search: Search, metric: str, direction: str, epochs: int):
        columns = (
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(14),
            TextColumn("{task.fields[text]}"),
            TimeElapsedColumn(),
        )
        self.progress = Progress(*columns, console=console, disable=quiet, refresh_per_second=4)
        self.task = self.progress.add_task(search.name, total=epochs, text="")
        self.metric, self.direction = metric, direction
        self.tried = self.failed = self.counted = 0
        self.best: float | None = None

    def begin(self) -> None:
        """Some trials are taken up; the line stands already."""

    def tick(self, trials: int) -> None:
        """Some trials finished an epoch."""
        task = self.progress.tasks[self.task]
        self.progress.update(self.task, completed=min(task.completed + trials, task.total or 0))

    def done(self, _records: list[Record]) -> None:
        """Some trials are stored; they count once the oracle has their scores."""

    def answered(self, answers: list[Answer]) -> None:
        """The oracle has the scores of a batch; trials that stopped early or were stored count as done."""
        self.tried += len(answers)
        self.failed += sum(answer.score is None for answer in answers)
        self.counted += sum(answer.question.cost * len(answer.records) for answer in answers)
        for answer in answers:
            if better(answer.score, self.best, self.direction):
                self.best = answer.score
        best = "none yet" if self.best is None else f"{self.best:.4g}"
        text = f"{self.tried} tried, {self.failed} failed, best {self.metric} {best}"
        self.progress.update(self.task, completed=self.counted, text=text)

    def confirming(self) -> None:
        """The best are trained again."""
        self.progress.update(self.task, description=f"{self.progress.tasks[self.task].description}: confirming")

    def finished(self) -> None:
        """Nothing is left to do."""
        self.progress.update(self.task, completed=self.progress.tasks[self.task].total)


def show_result(console: Console, search: Search, metric: str, finalists: list[Finalist]) -> None:
    """Prints the best settings and, of the winner alone, its test scores."""
    if not finalists:
        console.print(f"{search.name}: every trial failed, so nothing won.")
        return
    again = "trained again" if search.budget.confirmed and not search.nested else "not trained again"
    table = Table(
        title=f"{search.name}: the best settings, {again}", title_justify="left", box=None, padding=(0, 2, 0, 0)
    )
    for name in ("setting", f"{metric} in the search", f"{metric} afterwards", "on test data"):
        table.add_column(name, justify="left" if name == "setting" else "right")
    for finalist in finalists[: max(SHOWN, search.nested)]:
        values = ", ".join(
            f"{name.rpartition('.')[2]} {shown(value)}" for name, value in finalist.answer.question.labels.items()
        )
        first = f"{finalist.answer.score:.4g}"
        table.add_row(values, first, spread(finalist.scores), spread(finalist.tests(metric)) if finalist.won else "")
    console.print(table)
    if search.nested:
        tests = [score for finalist in finalists for score in finalist.tests(metric)]
        console.print(f"Nested repeated hold-out: {spread(tests)} on {len(tests)} test parts that no choice has seen.")


def shown(value: Any) -> str:
    """A label, numbers with three digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def spread(scores: Sequence[float | None]) -> str:
    """`0.97 ± 0.01 (5)`: mean, standard deviation, number of replicates."""
    valid = [score for score in scores if score is not None]
    if len(valid) < len(scores) or not valid:
        return f"{len(scores) - len(valid)} of {len(scores)} failed"
    return f"{fmean(valid):.4g}" + (f" ± {stdev(valid):.2g} ({len(valid)})" if len(valid) > 1 else "")
