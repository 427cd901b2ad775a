"""Gains: what each technique of a recipe adds to the network as it was, ranked, with the zone too small to matter."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import CARD, COLOURS, INK, LINE, MUTE, canvas
from experiments.report.figures.chart import LETTER as USUAL
from experiments.report.figures.chart import text_width, wrapped
from experiments.report.shapes.recipes import Gain
from experiments.report.shapes.studies import StudySummary
from experiments.report.wording import listing

WIDTH, SIDE, TOP, BOTTOM, ROW = 520.0, 14.0, 30.0, 40.0, 38.0
HELPS, HARMS, SMALL, UNCLEAR = COLOURS[2], COLOURS[1], COLOURS[0], MUTE
LETTER = 5.6  # pixels of the smallest text
WORDS, DOT = 19.0, 27.0  # pixels from the top of a row to where its name and number end, and to its dot
BOLD = 1.12  # by which bold letters are wider


def gains(study: StudySummary, name: str) -> str | None:
    """A row a technique, its name above its interval, best first; the whole recipe on top. None without any gain.

    Filled dots are parts of the recipe. Reference models are broken lines, where their names do not collide.
    """
    combined = study["combined"]
    rows = entries(study)
    if combined is None or not rows:
        return None
    scale = abs(study["scale"])
    lines = [(line["name"], line["gain"] * scale) for line in combined["references"]]
    values = [
        end * scale for _, gain, _ in rows for end in (gain["low"], gain["centre"], gain["high"]) if end is not None
    ]
    reach = max(values) - min(values) + 1e-9
    near = [(label, gain) for label, gain in lines if min(values) - reach <= gain <= max(values) + reach]
    near.sort(key=lambda line: -line[1])  # so that no line crosses the name of another, which stands right of its own
    margin, length = combined["margin"] * scale, WIDTH - 2 * SIDE
    axis = Axis([*values, -margin, margin, *(gain for _, gain in near)], length, room=0.05, tick_gap=60)
    above = TOP + 14 * len(near)
    what = f"{unit(study)} of test {study['score_title']} over the network as it was (grey: too small to matter)"
    words = wrapped(what, int(length / USUAL))
    bottom = BOTTOM + 13 * (len(words) - 1)
    height, alternative = above + ROW * len(rows) + bottom, described(study, rows, lines)
    with canvas(name, alternative, WIDTH, height, left=SIDE, right=SIDE, top=above, bottom=bottom) as drawn:
        axes = drawn.axes()
        axes.set(xlim=(0, length), ylim=(ROW * len(rows), 0), autoscale_on=False, yticks=[])
        axes.spines["left"].set_visible(False)
        axes.set_xticks(axis.pixels(axis.ticks), axis.labels)
        low, high = axis.pixels([-margin, margin])
        axes.axvspan(low, high, color=LINE, alpha=0.55, lw=0)
        upright(axes, float(axis.pixels(0.0)), len(rows), color=MUTE, lw=0.8)
        for number, (label, gain) in enumerate(near):
            reference(axes, float(axis.pixels(gain)), label, -6 - 14 * number, length, len(rows))
        for index, (label, gain, part) in enumerate(rows):
            row(axes, axis, scale, ROW * index, label, gain, part)
            ends = [None if (value := gain[end]) is None else value * scale for end in ("centre", "low", "high")]
            drawn.note(axes, float(axis.pixels(ends[0] or 0.0)), ROW * index + DOT, label, *ends)
        drawn.heading("What each technique adds here")
        drawn.columns = ("technique", f"{unit(study)} gained", "from", "to")
        axes.set_xlabel("\n".join(words))
    return drawn.svg


def entries(study: StudySummary) -> list[tuple[str, Gain, bool]]:
    """(label, gain, whether it is a part) of the whole recipe, if it has several parts, and of each technique."""
    combined = study["combined"]
    if combined is None:
        return []
    ranked = sorted(
        (entry for entry in combined["techniques"] if entry["alone"]["centre"] is not None),
        key=lambda entry: -(entry["alone"]["centre"] or 0.0),
    )
    whole = (
        [("all kept parts together", combined["gain"], True)]
        if len(combined["parts"]) > 1 and combined["gain"]["n"]
        else []
    )
    return [*whole, *((entry["method"], entry["alone"], entry["kept"]) for entry in ranked)]


def row(axes: Axes, axis: Axis, scale: float, top: float, label: str, gain: Gain, part: bool) -> None:
    """One technique: its name on the left, its gain on the right, dot and interval below."""
    tone, length = colour(gain), axis.length
    letters = int((length - text_width(gain["text"], 11) - 12) / (BOLD if part else 1) / USUAL)
    weight = "bold" if part else "normal"
    axes.text(0, top + 12, wrapped(label, letters, 1)[0], color=INK, fontsize=11.5, fontweight=weight, va="center")
    axes.text(length, top + 12, gain["text"], color=INK, fontsize=11, ha="right", va="center")
    ends = [0.0 if gain["low"] is None else float(axis.pixels(gain["low"] * scale)),
            length if gain["high"] is None else float(axis.pixels(gain["high"] * scale))]  # fmt: skip
    axes.plot(ends, [top + DOT] * 2, lw=2.4, color=tone, solid_capstyle="round")
    dot = float(axis.pixels((gain["centre"] or 0.0) * scale))
    axes.plot([dot], [top + DOT], "o", ms=8, mfc=tone if part else CARD, mec=tone, mew=1.8)


def upright(axes: Axes, x: float, rows: int, **style: Any) -> None:
    """A line down the plot that leaves out the names and numbers of its rows, so that it crosses none."""
    tops = ROW * np.arange(rows)
    axes.vlines([x] * rows, tops + WORDS, tops + ROW, **style)


def reference(axes: Axes, x: float, label: str, y: float, length: float, rows: int) -> None:
    """A reference model's line, with its name above the plot."""
    upright(axes, x, rows, color=INK, lw=1, linestyles=[(0, (4, 3))])
    axes.plot([x, x], [y, 0], color=INK, lw=1, dashes=(4, 3), clip_on=False)
    right = x + 4 + LETTER * len(label) < length
    axes.text(x + (4 if right else -4), y, label, color=MUTE, fontsize=10, ha="left" if right else "right", va="center")


def colour(gain: Gain) -> str:
    """Its colour: of help, of harm, of what is too small to matter, of what is not settled."""
    if gain["size"] == "matters":
        return HELPS if gain["direction"] == "better" else HARMS
    return SMALL if gain["size"] == "too small to matter" else UNCLEAR


def unit(study: StudySummary) -> str:
    """What gains are counted in."""
    return "points" if abs(study["scale"]) == 100 else "gain"


def described(study: StudySummary, rows: list[tuple[str, Gain, bool]], lines: list[tuple[str, float]]) -> str:
    """The figure in words."""
    listed = "; ".join(f"{label} {gain['text']}" for label, gain, _ in rows)
    beside = listing([f"{name} {gain:+.3g}".replace("-", "−") for name, gain in lines])
    return f"Test {study['score_title']} gained over the network as it was, best first: {listed}." + (
        f" Reference models: {beside}." if beside else ""
    )
