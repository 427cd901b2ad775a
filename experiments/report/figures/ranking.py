"""Ranking: test score of every method at its best rate, with 95 % intervals."""

from typing import Any

from experiments.report.figures.canvas import INK, LINE, MUTE, canvas, colour, marker
from experiments.report.figures.chart import NARROW, labelled
from experiments.report.figures.scales import score_axis, score_label
from experiments.report.shapes.studies import MethodRow, StudySummary

WIDTH, ROW, TOP, BOTTOM = 440, 26, 34, 42


def ranking(study: StudySummary, name: str) -> str | None:
    """One row a method, best first: dot, interval, n; `None` without any score."""
    rows = [row for row in study["ranking"]["methods"] if row["test_score"]["n"]]
    if not rows:
        return None
    values = [row["test_score"][end] for row in rows for end in ("low", "centre", "high")]
    values = [value for value in values if value is not None]
    height = TOP + BOTTOM + ROW * max(len(rows), 2)
    with canvas(name, alternative(study, rows), WIDTH, height, left=112, right=44, top=TOP, bottom=BOTTOM) as drawn:
        axes = drawn.axes()
        scale = score_axis(axes, "x", values, study)
        low, high = scale.low, scale.high
        axes.set_ylim(max(len(rows), 2) - 0.5, -0.5)
        axes.grid(axis="x", color=LINE, lw=0.6)
        labels = labelled([row["method"] for row in rows], NARROW, most=2)[0]
        axes.set_yticks(
            range(len(rows)), labels, color=INK, fontsize=11.5 if not any("\n" in label for label in labels) else 9.5
        )
        axes.tick_params(axis="y", length=0)
        for index, row in enumerate(rows):
            score = row["test_score"]
            style: dict[str, Any] = {"color": colour(row["slot"])}
            ends = [low if score["low"] is None else score["low"], high if score["high"] is None else score["high"]]
            axes.plot([max(ends[0], low), min(ends[1], high)], [index] * 2, lw=2, solid_capstyle="butt", **style)
            centre = low if score["centre"] is None else score["centre"]
            axes.plot([max(centre, low)], [index], marker(row["slot"]) if centre > low else 9, ms=6.5, **style)
            shown = (score[end] for end in ("centre", "low", "high"))
            numbers = [None if value is None else value * study["scale"] for value in shown]
            drawn.note(axes, max(centre, low), index, row["method"], *numbers, score["n"], row["diverged"])
            note = f"n = {score['n']}" + (f"\n{row['diverged']} div." if row["diverged"] else "")
            axes.text(1.02, index, note, transform=axes.get_yaxis_transform(), va="center", color=MUTE, fontsize=9)
        drawn.columns = ("method", score_label(study, "mean test"), "from", "to", "n", "diverged")
        drawn.heading(f"Test {study['score_title']}, each method at its best rate")
        axes.set_xlabel(score_label(study, "mean test") + " with 95 % interval")
    return drawn.svg


def alternative(study: StudySummary, rows: list[MethodRow]) -> str:
    """The ranking in words."""
    listed = "; ".join(f"{row['method']} {row['test_score']['text']}" for row in rows)
    return f"Mean test {study['score_title']} with 95 % interval, best first: {listed or 'nothing yet'}."
