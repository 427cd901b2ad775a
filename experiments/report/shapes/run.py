"""The shape of a run's summary: what `summary.json` holds."""

from typing import TypedDict

from experiments.report.shapes.charts import RankChart
from experiments.report.shapes.claims import LedgerRow, RunAnswer
from experiments.report.shapes.quantities import Counts, Data
from experiments.report.shapes.references import DatasetWorth
from experiments.report.shapes.searches import SearchSummary
from experiments.report.shapes.studies import StudySummary


class Environment(TypedDict, total=False):
    """Where trials ran; a run that has not finished may know less."""

    python: str
    versions: dict[str, str]
    system: str
    machine: str
    device: str
    backend: str
    cores: int | None
    memory_bytes: int
    commit: str | None


class Run(TypedDict):
    """The last run that wrote into a results file, what its plan said of its data, and what all runs took."""

    command: str
    started: str | None
    finished: str | None
    facts: Environment
    seconds: float | None
    trained: int
    runs: int
    notes: list[str]


class Standing(TypedDict):
    """How far a run is, a line each: what is not trained, failed, was left out, or was changed to suit the data."""

    training: str
    failed: str
    refused: list[str]
    changed: list[str]


class DatasetStudy(TypedDict):
    """A data set, and the study's name on it."""

    title: str
    study: str


class DatasetVerdict(TypedDict):
    """A claim on one data set."""

    verdict: str
    anchor: str
    effect: str


class DatasetPart(TypedDict):
    """A part over data sets: on how many it holds, its mean effect and how much that differs between them, in words."""

    treatment: str
    baseline: str
    holds: str
    mean: str
    between: str


class DatasetClaim(TypedDict):
    """A claim over data sets."""

    id: str
    text: str
    verdicts: list[DatasetVerdict]
    parts: list[DatasetPart]


class DatasetComparison(TypedDict):
    """A study over its data sets."""

    name: str
    title: str
    question: str
    datasets: list[DatasetStudy]
    ranks: RankChart | None
    claims: list[DatasetClaim]


class Summary(TypedDict):
    """A run: what is printed, drawn, exported and tested."""

    title: str
    data: list[Data]
    run: Run
    environments: list[Environment]
    counts: Counts
    standing: Standing
    verdicts: dict[str, int]
    more: list[int]
    ledger: list[LedgerRow]
    over: list[DatasetComparison]
    answers: list[RunAnswer]
    worth: list[DatasetWorth]
    studies: list[StudySummary]
    searches: list[SearchSummary]
