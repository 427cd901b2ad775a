"""Learning curves: validation score by epoch, replicates thin, their median bold."""

from math import nan
from typing import Any

from experiments.report.figures.canvas import LINE, MUTE, canvas, colour, dash, group
from experiments.report.figures.chart import narrow_labels
from experiments.report.figures.scales import score_axis, score_label
from experiments.report.shapes.studies import CurveRow, StudySummary

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 440, 330, 46, 112, 34, 42


def learning(study: StudySummary, name: str) -> str | None:
    """One line a method at its best rate, its name at the line's end; `None` without any curve."""
    methods = [row for row in study["curves"] if sum(value is not None for value in row["centre"]) > 1]
    if not methods:
        return None
    lines = [line for row in methods for line in (row["centre"], *row["replicates"])]
    values = [value for line in lines for value in line if value is not None]
    longest = max((len(line) for line in lines), default=1)
    with canvas(name, alternative(study, methods), WIDTH, HEIGHT, left=LEFT, right=RIGHT, top=TOP) as drawn:
        axes = drawn.axes()
        scale = score_axis(axes, "y", values, study)
        axes.set_xlim(1 if longest > 1 else 0.5, max(longest, 1.5))
        if study["target"] is not None and scale.low < study["target"] < scale.high:
            axes.axhline(study["target"], color=MUTE, lw=0.8, ls=(0, (2, 2)))
            axes.annotate("target", (1, study["target"]), (2, 2), textcoords="offset points", color=MUTE, fontsize=10)
        axes.grid(axis="y", color=LINE, lw=0.6)
        for row in methods:
            style: dict[str, Any] = {"color": colour(row["slot"]), "gid": group(row["slot"])}
            epochs = [epoch for line in row["replicates"] for epoch in (*range(1, len(line) + 1), nan)]
            joined = [value for line in row["replicates"] for value in (*gaps(line), nan)]
            axes.plot(epochs, joined, lw=0.5, alpha=0.35, **style)
        for row in methods:
            line = gaps(row["centre"])
            axes.plot(range(1, len(line) + 1), line, lw=2, ls=dash(row["slot"]), color=colour(row["slot"]),
                      gid=group(row["slot"]))  # fmt: skip
        axes.set_xlabel("epoch")
        drawn.heading(f"{study['title']}: validation {study['score_title']} by epoch")
        axes.set_ylabel(score_label(study, "validation"))
        narrow_labels(axes, ends(axes, methods), HEIGHT - TOP - BOTTOM)
    return drawn.svg


def gaps(line: list[float | None]) -> list[float]:
    """A curve with NaN where it has no value."""
    return [nan if value is None else value for value in line]


def ends(axes, methods: list[CurveRow]) -> list[tuple[float, str, int]]:
    """The y at the end of each median, in pixels of the axes, with the method's name and slot."""
    height, positions = HEIGHT - TOP - BOTTOM, []
    for row in methods:
        last = next(value for value in reversed(row["centre"]) if value is not None)
        share = axes.transAxes.inverted().transform(axes.transData.transform((1, last)))[1]
        positions.append((float(min(max(share, 0), 1)) * height, row["method"], row["slot"]))
    return positions


def alternative(study: StudySummary, methods: list[CurveRow]) -> str:
    """The chart in words."""
    ranked = sorted(methods, key=lambda row: -next(value for value in reversed(row["centre"]) if value is not None))
    ends_ = "; ".join(
        f"{row['method']} {next(v for v in reversed(row['centre']) if v is not None) * study['scale']:.1f}"
        for row in ranked
    )
    return f"{score_label(study, 'Validation')}, by epoch, median at the end of training: {ends_ or 'nothing yet'}."
