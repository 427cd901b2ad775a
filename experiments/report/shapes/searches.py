"""Shapes of a search's summary and of its sections."""

from typing import TypedDict

from experiments.report.shapes.charts import CalibrationChart, ConfusionChart, DotChart, LineChart, ParallelChart
from experiments.report.shapes.claims import Answer
from experiments.report.shapes.quantities import Counts, Data, Quantity
from experiments.report.shapes.references import Ensemble, Worth


class Budget(TypedDict):
    """What a search may spend."""

    trials: int
    epochs: int
    replicates: int
    confirmed: int
    confirmations: int


class ParameterRow(TypedDict):
    """A parameter of the space in words."""

    name: str
    values: str
    when: str


class FailureReason(TypedDict):
    """Why trainings gave no score."""

    status: str
    reason: str
    count: int


class Finalist(TypedDict):
    """A setting that was trained again; `search` is the score by which it was chosen."""

    fold: int
    number: int
    settings: dict[str, str]
    text: str
    won: bool
    failed: int
    search: str
    search_score: float | None
    validation: Quantity


class Winner(Finalist):
    """The finalist that won, with its test score."""

    key: str
    test: Quantity


class Versus(TypedDict):
    """The winner against the runner-up, paired by replicate."""

    beats: bool
    verdict: str
    n: int
    estimate: float | None
    low: float | None
    high: float | None
    text: str
    runner_up: str
    sentence: str


class FailedValue(TypedDict):
    """How many settings with a value, or in a range, failed."""

    name: str
    value: str
    failed: int
    tried: int


class FailedTrial(TypedDict):
    """A setting without a score."""

    number: int
    text: str
    status: str
    reason: str


class Failures(TypedDict):
    """Where settings failed: `count` of `total`."""

    values: list[FailedValue]
    trials: list[FailedTrial]
    count: int
    total: int


class ImportanceRow(TypedDict):
    """What the forest loses of R² without a parameter."""

    name: str
    title: str
    loss: float
    low: float
    high: float
    text: str


class Importance(TypedDict):
    """Which parameters mattered."""

    rows: list[ImportanceRow]
    n: int
    r2: float
    text: str
    splits: int


class SavedModel(TypedDict):
    """The winner's network as a file."""

    file: str
    key: str
    sentences: list[str]
    code: str


class SearchCharts(TypedDict):
    """The charts of a search by section."""

    progress: list[LineChart]
    slices: list[DotChart]
    parallel: list[ParallelChart]
    mistakes: list[ConfusionChart | CalibrationChart]


class SearchSummary(TypedDict):
    """Everything that a search's page says."""

    name: str
    title: str
    question: str
    oracle: str
    budget: Budget
    nested: int
    data: Data
    data_text: str
    metric: str
    metric_title: str
    scale: float
    direction: str
    space: list[ParameterRow]
    protocol: list[str]
    asked: int
    counts: Counts
    reasons: list[FailureReason]
    seconds: float | None
    ran: str
    finalists: list[Finalist]
    winner: Winner | None
    versus: Versus | None
    answers: list[Answer]
    worth: Worth | None
    ensemble: Ensemble | None
    failures: Failures | None
    importance: Importance | None
    code: str | None
    model: SavedModel | None
    charts: SearchCharts
