"""Shapes of charts: what the sections compute and the figures draw. Missing values are `None`."""

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypedDict, final

Values = Sequence[float | None]


@final
class UprightMark(TypedDict):
    """A reference line at an x."""

    label: str
    x: float


@final
class LevelMark(TypedDict):
    """A reference line at a y."""

    label: str
    y: float


Mark = UprightMark | LevelMark


class Frame(TypedDict):
    """What every chart with axes has."""

    title: str
    x_label: str
    y_label: str
    x_log: NotRequired[bool]
    y_log: NotRequired[bool]
    marks: NotRequired[list[Mark]]


class Line(TypedDict):
    """A series; `low`, `high` and each of `replicates` are as long as `y`. The slot gives the colour."""

    label: str
    slot: NotRequired[int]
    x: Values
    y: Values
    low: NotRequired[Values]
    high: NotRequired[Values]
    replicates: NotRequired[Sequence[Values]]


class LineChart(Frame):
    """Lines; of the kind `budget`, each value holds until the next x."""

    kind: Literal["lines", "budget"]
    series: list[Line]
    step: NotRequired[bool]
    y_range: NotRequired[tuple[float | None, float | None]]
    y_down: NotRequired[bool]


class Point(TypedDict):
    """A point with the interval of its y."""

    label: str
    slot: NotRequired[int]
    x: float | None
    y: float | None
    low: NotRequired[float | None]
    high: NotRequired[float | None]


class ScatterChart(Frame):
    """Points with labels; `lines` are labels of points that are joined in that order."""

    kind: Literal["scatter"]
    points: list[Point]
    lines: NotRequired[list[list[str]]]


class Grid(TypedDict):
    """Heights over two axes, `z` with a row for each y."""

    x: Values
    y: Values
    z: Sequence[Values]


class Path(TypedDict):
    """The steps of an optimizer on a landscape."""

    label: str
    slot: NotRequired[int]
    x: Values
    y: Values


class TrajectoryChart(Frame):
    """Paths on a landscape; `minima` are pairs of x and y."""

    kind: Literal["trajectories"]
    minima: NotRequired[list[list[float]]]
    grid: Grid
    paths: list[Path]


class Panel(TypedDict):
    """A histogram: an edge more than counts."""

    label: str
    slot: NotRequired[int]
    edges: Values
    counts: Values


class HistogramChart(Frame):
    """Histograms side by side; `zone` has its low end, its high end and its name."""

    kind: Literal["histograms"]
    panels: list[Panel]
    zone: NotRequired[list[Any] | None]


class Reliability(TypedDict):
    """Mean confidence and share of hits in each bin, and the expected calibration error."""

    confidence: Values
    hits: Values
    count: Values
    ece: NotRequired[float]


class CalibrationSeries(Reliability):
    """The reliability of one method."""

    label: str
    slot: NotRequired[int]


class CalibrationChart(Frame):
    """Hits against confidence."""

    kind: Literal["calibration"]
    series: list[CalibrationSeries]


class ConfusionChart(TypedDict):
    """How many rows of each class (down) are taken for each class (across)."""

    kind: Literal["confusion"]
    title: str
    classes: list[str]
    counts: list[list[int]]


class DotChart(TypedDict):
    """Many dots without names; `x` of categories is their position, from 0."""

    kind: Literal["dots"]
    title: str
    x_label: str
    y_label: str
    x: Values
    y: Values
    x_log: NotRequired[bool]
    categories: NotRequired[list[str]]


class ParallelAxis(TypedDict):
    """One vertical axis: a value for each setting."""

    label: str
    values: Values
    log: NotRequired[bool]
    categories: NotRequired[list[str]]


class ParallelChart(TypedDict):
    """Settings as lines through all axes, the last of which is the score."""

    kind: Literal["parallel"]
    title: str
    axes: list[ParallelAxis]
    higher_is_better: bool


class RankRow(TypedDict):
    """A method's mean rank over data sets."""

    method: str
    slot: int
    average_rank: float


class RankChart(TypedDict):
    """What `experiments.judging.ranks.comparison` gives, with a title: a diagram of critical differences."""

    title: str
    methods: list[RankRow]
    datasets: int
    alpha: float
    chi_square: float
    f: float | None
    p: float
    critical_difference: float
    groups: list[list[str]]


Chart = LineChart | ScatterChart | TrajectoryChart | HistogramChart | CalibrationChart | ConfusionChart
