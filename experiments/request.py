"""Request: what is asked for, however it was asked: on the command line, in a notebook, in a test."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from experiments.execution.machines import Machines
from experiments.labels import folder, labels
from experiments.spec import part

VERIFY = "verify"  # in place of a study: repeats published experiments
QUICK = "quick"
MOST = {QUICK: 20, "standard": 40, "full": 160}  # reported replicates while claims are open, by scale
RAY = "ray"  # the executor that trains on a cluster
EXTENTS = ("sample", "reported", "all", "none")  # of trainings for TensorBoard; the first is the default
DATASET = "digits"  # of studies, where no other is asked for
FILE = {  # how a file is read, and the option of its part
    "target": "target",
    "task": "task",
    "features": "features",
    "drop": "drop",
    "missing": "missing_values",
    "encoding": "characters",
    "sep": "separator",
    "sheet": "sheet",
    "group": "group",
    "time": "time",
    "weights": "weights",
    "test": "test",
    "image_size": "image_size",
}


@dataclass(frozen=True)
class Request:
    """What is asked for: `Request(studies=("optimizers",), dataset=("wine",), scale="quick")`.

    Each field is the option of that name on the command line, and has the same default. `experiments.refusal.check`
    says what is wrong with a request, and `experiments.run.answer` checks it and does what it asks for.

    Attributes:
        studies: names of studies and searches, paths of files that hold one, or `verify`; empty for all studies.
        list: only print the names of studies, searches and data sets.
        dry_run: only print the plan.
        check: check all, do one step of training with each network, and say what would happen.
        report_only: only write the pages anew from what is stored.
        model: a network of the user's own, "file.py:function", "module:function" or "net.keras", that takes the place
            of each study's and search's; None for theirs.
        dataset: names of data sets, paths of files, or "module:function"; empty for `digits`, and for a search's own.
        score: what networks are judged by: a name of `experiments.scores`, "module:function" or "file.py:function";
            None for accuracy or R², and for balanced accuracy where data of your own have a rare class.
        class_weights: `balanced` where all classes shall weigh alike in the training loss; None for all rows alike.
        folds: into how many folds rows are divided, each the test rows of one replicate; None for random splits.
        target: the column of a file that is predicted; None for the last one.
        task: whether that is for `classification` or `regression`; None for what its values look like.
        features: columns of a file that networks learn from; empty for all.
        drop: columns of a file that are left out.
        missing: values of a file that stand for missing ones.
        encoding: a file's characters, such as `cp1251`; None for what its bytes look like.
        sep: what separates a file's columns: one character, `tab` or `space`; None for what its lines look like.
        sheet: which sheet of a workbook; None for the only one with rows.
        group: the column whose equal values stay on one side of every split; None for a split of single rows.
        time: the column by which the first rows train and the last ones judge; None for a split at random.
        weights: the column that says how much each row counts in loss and score; None for all alike.
        test: a file of test rows with the same columns, or a folder of test images; None where they are split off.
        image_size: pixels a side of images from a folder, or `HEIGHTxWIDTH`; None for their own size.
        scale: how much of a study is tried: `quick`, `standard` or `full`.
        replicates: how many are reported; None for the study's or search's own number.
        max_replicates: how many replicates a method gets at most, while claims are open; None for the scale's number.
        minutes: the time after which a run stops, and a search begins no batch; None for no limit.
        epochs: of a trial; None for the study's or search's own number.
        seed: another number gives other random numbers throughout.
        trials: how many settings a search tries; None for its own number.
        oracle: who proposes them: `random`, `bayesian`, `hyperband` or `grid`; None for the search's own.
        nested: on how many outer splits a search is done; None for the search's own number.
        engine: `stacked`, `fit`, or `auto`, which stacks whatever can be stacked.
        device: `cpu`, `gpu`, or `auto`, which takes an accelerator if there is one.
        executor: `auto` trains on this machine, `ray` on a Ray cluster.
        address: the cluster's head as HOST:PORT; None for the one of this machine, else a new one.
        workers: how many processes train side by side on a CPU, or tasks on a cluster; None for what suits.
        retry: whether trials that failed are trained once more.
        no_references: whether reference models are left out: see `experiments.references`.
        histograms: whether studies record the weights of each layer, epoch by epoch, for TensorBoard.
        out: the folder of all runs.
        name: the run's folder in it; None for the names of the data set and of the user's network.
        csv: whether tables are written as CSV files too.
        parquet: whether they are written as Parquet files.
        tensorboard: which trainings are written for TensorBoard: a `sample` of five reported ones a method, those that
            are `reported`, `all`, or `none`.
        open: whether a browser shows the front page, as soon as there is one.
        quiet: whether nothing but errors and the report's path is printed.
        words: of the command line, as they were typed; empty where there is none.
    """

    studies: tuple[str, ...] = ()
    list: bool = False
    dry_run: bool = False
    check: bool = False
    report_only: bool = False
    model: str | None = None
    dataset: tuple[str, ...] = ()
    score: str | None = None
    class_weights: str | None = None
    folds: int | None = None
    target: str | None = None
    task: str | None = None
    features: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    encoding: str | None = None
    sep: str | None = None
    sheet: str | None = None
    group: str | None = None
    time: str | None = None
    weights: str | None = None
    test: str | None = None
    image_size: str | None = None
    scale: str = "standard"
    replicates: int | None = None
    max_replicates: int | None = None
    minutes: float | None = None
    epochs: int | None = None
    seed: int = 0
    trials: int | None = None
    oracle: str | None = None
    nested: int | None = None
    engine: str = "auto"
    device: str = "auto"
    executor: str = "auto"
    address: str | None = None
    workers: int | None = None
    retry: bool = False
    no_references: bool = False
    histograms: bool = False
    out: Path = Path("reports")
    name: str | None = None
    csv: bool = False
    parquet: bool = False
    tensorboard: str = EXTENTS[0]
    open: bool = False
    quiet: bool = False
    words: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The data sets of studies."""
        return self.dataset or (DATASET,)

    @property
    def most_replicates(self) -> int:
        """How many replicates of a method are reported at most."""
        return max(self.max_replicates or MOST[self.scale], self.replicates or 0)

    @property
    def run(self) -> str:
        """The run's name: as asked for, or after its data sets and the user's network."""
        return "+".join([*labels(self.datasets), *self.networks]) if self.name is None else self.name

    @property
    def networks(self) -> tuple[str, ...]:
        """What folders call the user's network, if there is one."""
        return (folder(self.model),) if self.model else ()

    @property
    def folder(self) -> Path:
        """Where the run's results go."""
        return self.out / self.run

    @property
    def file(self) -> Path:
        """The run's results."""
        return self.folder / "results.sqlite"

    @property
    def reading(self) -> dict[str, Any]:
        """How files are read, as options of their parts; only what is asked for."""
        asked: dict[str, Any] = {option: getattr(self, name) for name, option in FILE.items()}
        asked["test"] = part(self.test) if self.test else None  # what the file holds is part of what is asked for
        return {option: value for option, value in asked.items() if value not in (None, ())}

    @property
    def treatment(self) -> dict[str, Any]:
        """How rows of any data count and are divided, as options of their parts; only what is asked for."""
        asked = {"class_weights": self.class_weights, "folds": self.folds}
        return {option: value for option, value in asked.items() if value is not None}

    @property
    def machines(self) -> Machines:
        """Where trials are trained."""
        cluster = self.executor == RAY
        return Machines(self.workers, cluster, cluster and self.device == "gpu")

    @property
    def given(self) -> tuple[str, ...]:
        """The words of the command line that asks for the same: as typed, or written from the fields."""
        return self.words or tuple(written(self))

    @property
    def command(self) -> str:
        """The command that asks for the same."""
        return shlex.join(["python", "-m", "experiments.run", *self.given])


def written(request: Request) -> Iterator[str]:
    """The words of the command line for every field that is not at its default."""
    yield from request.studies
    for each in fields(request):
        value = getattr(request, each.name)
        if each.name in ("studies", "words") or value == each.default:
            continue
        option = f"--{each.name.replace('_', '-')}"
        if value is True:
            yield option
        else:
            items = cast("tuple[Any, ...]", value if isinstance(value, tuple) else (value,))
            yield from (f"{option}={item}" for item in items)
