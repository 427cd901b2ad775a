"""Sensitivity: one small panel a method, score over setting, settings that diverged crossed."""

from itertools import pairwise
from math import ceil, log10, nan
from typing import Any

from matplotlib.axes import Axes

from experiments.report.figures.axis import tick_label
from experiments.report.figures.canvas import LINE, MUTE, Canvas, canvas, colour, marker
from experiments.report.figures.chart import LETTER, named, text_width
from experiments.report.figures.scales import Scale, score_label
from experiments.report.shapes.studies import SensitivityRow, SettingPoint, StudySummary

WIDTH, COLUMNS, LEFT, RIGHT, GAP, SKIP, TOP, BOTTOM = 440, 4, 38, 8, 8, 26, 50, 42
HEIGHTS = (150, 92, 62)  # of a panel, where they stand in one row, in two, in more
APART = 6  # pixels between two labels
Line = tuple[list[float], list[float]]


def sensitivity(study: StudySummary, name: str) -> str | None:
    """All panels share their scales; the other methods are grey in each. Methods with one setting are left out.

    `None` where no method tries two settings.

    One pair of axes in pixels holds all panels: a pair for each would take matplotlib most of a report's time.
    """
    rows = [row for row in study["sensitivity"] if len(row["points"]) > 1]
    if not rows:
        return None
    lines = ceil(len(rows) / COLUMNS)
    columns, panel = ceil(len(rows) / lines), HEIGHTS[min(lines, len(HEIGHTS)) - 1]
    span = (WIDTH - LEFT - RIGHT - GAP * (columns - 1)) / columns
    names = named([row["method"] for row in rows], int(span / LETTER))
    extra = 12 * (max(map(len, names)) - 1)
    skip, top = SKIP + extra, TOP + extra
    height = top + BOTTOM + panel * lines + skip * (lines - 1)
    means = [point["mean"] for row in rows for point in row["points"] if point["mean"] is not None]
    frame = Frame([point["setting"] for row in rows for point in row["points"]], Scale(means, study), span, panel)
    with canvas(name, alternative(study, rows), WIDTH, height, left=0, right=0, top=0, bottom=0) as drawn:
        axes = drawn.axes()
        axes.set_axis_off()
        axes.set(xlim=(0, WIDTH), ylim=(0, height), autoscale_on=False)
        for index, row in enumerate(rows):
            line, column = divmod(index, columns)
            frame.x, frame.y = LEFT + column * (span + GAP), height - top - panel * (line + 1) - skip * line
            frame.draw(axes, column == 0, index + columns >= len(rows))
            method(axes, frame, row, rows)
            title = "\n".join(names[index])
            axes.text(frame.x, frame.y + panel + 4, title, fontsize=10.5, weight="bold", color=colour(row["slot"]))
            for point in row["points"]:
                numbers(drawn, axes, frame, row["method"], point, study["scale"])
        drawn.columns = (
            "method", study["tuned"], score_label(study, "mean validation"), "from", "to", "diverged"
        )  # fmt: skip
        drawn.heading(f"{score_label(study, 'Validation')}, by {study['tuned']}")
        note = f"{study['tuned']} (large dot: chosen, ×: some or all diverged)"
        drawn.figure.text(0.5, 8 / height, note, color=MUTE, ha="center", fontsize=11)
    return drawn.svg


class Frame:
    """A panel's corner and size in pixels, and the scales that turn settings and scores into pixels."""

    def __init__(self, settings: list[float], scale: Scale, width: float, height: float):
        self.settings, self.scale, self.x, self.y, self.width, self.height = settings, scale, 0.0, 0.0, width, height
        self.low, self.high = log10(min(settings)) - 0.18, log10(max(settings)) + 0.18

    def pixels(self, setting: float, score: float) -> tuple[float, float]:
        """A point in pixels."""
        across = (log10(setting) - self.low) / (self.high - self.low)
        return self.x + across * self.width, self.y + self.scale.share(score) * self.height

    def line(self, points: list[tuple[float, float]]) -> Line:
        """Points in pixels, a list for each direction, with a gap behind."""
        placed = [self.pixels(*point) for point in points]
        return [x for x, _ in placed] + [nan], [y for _, y in placed] + [nan]

    def draw(self, axes: Axes, left: bool, bottom: bool) -> None:
        """The panel's edges and grid, with labels where it is the first of its row or the last of its column."""
        scores, x, y, right = self.scale.ticks(int(self.height / 15)), self.x, self.y, self.x + self.width
        levels = [y + self.scale.share(score) * self.height for score in scores]
        axes.plot(*joined([([x, right, nan], [level, level, nan]) for level in levels]), color=LINE, lw=0.5)
        axes.plot([x, x, right], [y + self.height, y, y], color=LINE, lw=0.8)
        for score, level in zip(scores, levels, strict=True) if left else ():
            axes.text(x - 4, level, self.scale.label(score), color=MUTE, fontsize=10.5, ha="right", va="center")
        for middle, text in self.labels() if bottom else ():
            axes.text(middle, y - 13, text, color=MUTE, fontsize=10.5, ha="center")

    def labels(self) -> list[tuple[float, str]]:
        """Powers of ten within the settings, these themselves if there are none, each with the middle of its label.

        A label stays inside its panel; where two would meet, every other one is left out.
        """
        powers = [10.0**power for power in range(-12, 7) if min(self.settings) <= 10.0**power <= max(self.settings)]
        ticks = powers or sorted(set(self.settings))
        while True:
            texts = [tick_label(tick) for tick in ticks]
            halves = [text_width(text, 10.5) / 2 for text in texts]
            middles = [
                max(self.x + half, min(self.pixels(tick, 0)[0], self.x + self.width - half))
                for tick, half in zip(ticks, halves, strict=True)
            ]
            ends = zip(pairwise(middles), pairwise(halves), strict=True)
            if all(right - left > sum(pair) + APART for (left, right), pair in ends):
                return list(zip(middles, texts, strict=True))
            ticks = ticks[:: 2 if len(ticks) > 2 else len(ticks)]


def method(axes: Axes, frame: Frame, row: SensitivityRow, rows: list[SensitivityRow]) -> None:
    """One method before the others in grey."""
    points = [point for point in row["points"] if point["mean"] is not None]
    style: dict[str, Any] = {"color": colour(row["slot"])}
    axes.plot(*joined([frame.line(means(neighbour)) for neighbour in rows]), lw=0.9, color=LINE)
    ranges = [[(p["setting"], p["low"]), (p["setting"], p["high"])] for p in points if p["low"] is not None]
    axes.plot(*joined([frame.line(ends) for ends in ranges]), lw=1.2, alpha=0.6, **style)
    axes.plot(*frame.line(means(row)), lw=1.7, **style)
    lost = [frame.pixels(point["setting"], 0)[0] for point in row["points"] if point["diverged"]]
    axes.plot(lost, [frame.y + 4] * len(lost), "x", ms=5, mew=1.4, **style)
    chosen = [frame.pixels(setting, mean) for setting, mean in means(row) if setting == row["chosen"]]
    axes.plot([x for x, _ in chosen], [y for _, y in chosen], marker(row["slot"]), ms=6.5, **style)


def numbers(drawn: Canvas, axes: Axes, frame: Frame, name: str, point: SettingPoint, scale: float) -> None:
    """The numbers of a point."""
    shown = (point["mean"], point["low"], point["high"])
    values = [None if value is None else value * scale for value in shown]
    position = frame.pixels(point["setting"], frame.scale.low if point["mean"] is None else point["mean"])
    drawn.note(axes, *position, name, point["setting"], *values, point["diverged"])


def means(row: SensitivityRow) -> list[tuple[float, float]]:
    """The settings that have a mean, and the means."""
    return [(point["setting"], point["mean"]) for point in row["points"] if point["mean"] is not None]


def joined(lines: list[Line]) -> Line:
    """Many lines as one."""
    return [x for xs, _ in lines for x in xs], [y for _, ys in lines for y in ys]


def alternative(study: StudySummary, rows: list[SensitivityRow]) -> str:
    """The chart in words."""
    listed = []
    for row in rows:
        lost = [f"{point['setting']:g}" for point in row["points"] if point["diverged"]]
        best = "no rate chosen yet" if row["chosen"] is None else f"chosen {row['chosen']:g}"
        listed.append(f"{row['method']}: {best}" + (f", diverged at {', '.join(lost)}" if lost else ""))
    return f"Mean validation {study['score_title']} by {study['tuned']}. {'; '.join(listed)}."
