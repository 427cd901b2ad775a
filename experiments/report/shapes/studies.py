"""Shapes of a study's summary and of its sections."""

from typing import TypedDict

from experiments.report.shapes.charts import Chart, LineChart
from experiments.report.shapes.claims import ClaimRow, StudyAnswer
from experiments.report.shapes.quantities import Counts, Data, Ends, Quantity
from experiments.report.shapes.recipes import RecipeSummary
from experiments.report.shapes.references import Worth


class MeasureText(TypedDict):
    """A measure in words."""

    title: str
    unit: str
    how: str


class Reason(TypedDict):
    """Why trials failed."""

    reason: str
    count: int


class Seconds(TypedDict):
    """What a study cost."""

    compile: float
    train: float


class MethodRow(Ends):
    """A method at its best setting. Measures that a claim, a chart or advice adds are further keys, each a quantity.

    `tied`: it may be the best on test data; `avoid`: all that may be are shown to be better by the margin; `unlearned`:
    so many reported runs did not learn.
    """

    method: str
    slot: int
    setting: float | None
    edge: str
    settings: dict[str, float | None]
    planned: int
    average_rank: float | None
    tied: bool
    avoid: bool
    unlearned: int
    test_score: Quantity
    validation_score: Quantity
    epochs_to_target: Quantity
    train_loss: Quantity
    gap: Quantity
    gradient_decay: Quantity
    dead_share: Quantity


class Ranking(TypedDict):
    """Methods from best to worst; `friedman` is the p-value that all are alike."""

    methods: list[MethodRow]
    winner: str | None
    friedman: float | None


class SettingPoint(TypedDict):
    """The validation score at a setting, and how many trials gave none."""

    setting: float
    n: int
    mean: float | None
    low: float | None
    high: float | None
    diverged: int
    missing: int


class SensitivityRow(TypedDict):
    """A method's scores over its settings."""

    method: str
    slot: int
    chosen: float | None
    points: list[SettingPoint]


class CurveRow(TypedDict):
    """A method's validation score by epoch: the median and each replicate."""

    method: str
    slot: int
    setting: float | None
    n: int
    centre: list[float | None]
    replicates: list[list[float | None]]


class EpochsRow(Quantity):
    """The epochs to the target of each replicate, `None` for a miss."""

    method: str
    slot: int
    setting: float | None
    values: list[float | None]
    missed: int
    first: bool


class Medians(TypedDict):
    """A statistic by layer."""

    n: int
    before: list[float | None]
    after: list[float | None]


class LayerRow(Medians):
    """A method's statistic by layer, before and after training."""

    method: str
    slot: int


class LayerStatistics(TypedDict):
    """Statistic -> methods; a value for each of `layers`."""

    layers: list[str]
    statistics: dict[str, list[LayerRow]]


class SettingRow(Ends):
    """A method at one setting."""

    method: str
    setting: float
    chosen: bool
    validation_score: Quantity
    test_score: Quantity
    train_loss: Quantity
    epochs_to_target: Quantity
    seconds: float | None
    parameters: int | None


class Recipe(TypedDict):
    """The winner as code."""

    method: str
    setting: float | None
    code: str


class Recommended(TypedDict):
    """The leading method's typical training: it is repeated where its network is asked for, and saved as the file."""

    method: str
    key: str
    engine: str
    file: str


class EpochScale(TypedDict):
    """How the score of each epoch is called and drawn, which is accuracy or R² whatever the study is scored by."""

    score_title: str
    scale: float
    bent: bool


class Findings(TypedDict):
    """What a study found, before it is told in short answers."""

    name: str
    title: str
    question: str
    notes: str
    doubt: str
    rates: list[float]
    tuning: int
    replicates: int
    parent: str | None
    file: str | None
    own_data: bool
    data: Data
    score: str
    score_title: str
    tuned: str
    scale: float
    bent: bool
    better: str
    by_epoch: EpochScale
    chance: float
    target: float | None
    target_text: str
    measures: dict[str, MeasureText]
    counts: Counts
    errors: list[Reason]
    undefined: list[Reason]
    engines: dict[str, int]
    seconds: Seconds
    contest: bool
    trained: bool
    ranking: Ranking
    sensitivity: list[SensitivityRow]
    curves: list[CurveRow]
    epochs_to_target: list[EpochsRow]
    ranks: LineChart | None
    layers: LayerStatistics | None
    why: list[str]
    claims: list[ClaimRow]
    advice: list[StudyAnswer]
    combined: RecipeSummary | None
    charts: list[Chart]
    hero: str | None
    worth: Worth | None
    protocol: list[str]
    table: list[SettingRow]


class StudySummary(Findings):
    """Everything that a study's page says."""

    answers: list[StudyAnswer]
    recipe: Recipe | None
    recommended: Recommended | None
