"""Gradient norm by layer, from the output back, before training and at the end."""

from math import log10

from experiments.report.figures.canvas import LINE, MUTE, canvas, colour, dash, marker
from experiments.report.figures.chart import narrow_labels
from experiments.report.shapes.studies import LayerRow, StudySummary

WIDTH, HEIGHT, LEFT, RIGHT, GAP, TOP, BOTTOM = 440, 320, 46, 104, 14, 48, 42
WHEN = (("before", "before training"), ("after", "at the end"))
FLOOR = 1e-38


def gradients(study: StudySummary, name: str) -> str | None:
    """Two panels, one line a method; `None` if no gradient norm was recorded."""
    if study["layers"] is None:
        return None
    statistics = study["layers"]["statistics"].get("gradient_norm", [])
    rows = [row for row in statistics if row["n"] and any(row["before"]) and any(row["after"])]
    if not rows:
        return None
    layers = study["layers"]["layers"]
    norms = [log10(max(value, FLOOR)) for row in rows for when, _ in WHEN for value in row[when] if value is not None]
    height = HEIGHT - TOP - BOTTOM
    width = (WIDTH - LEFT - RIGHT - GAP) / 2
    with canvas(name, alternative(study, rows), WIDTH, HEIGHT, left=LEFT, right=RIGHT) as drawn:
        for index, (when, title) in enumerate(WHEN):
            x = LEFT + index * (width + GAP)
            axes = drawn.figure.add_axes((x / WIDTH, BOTTOM / HEIGHT, width / WIDTH, height / HEIGHT))
            axes.set_ylim(min(norms) - 0.3, max(norms) + 0.3)
            axes.set_xlim(0.6, len(layers) + 0.4)
            axes.grid(axis="y", color=LINE, lw=0.6)
            for row in rows:
                values = [(k, log10(max(v, FLOOR))) for k, v in enumerate(reversed(row[when]), 1) if v is not None]
                axes.plot(*zip(*values, strict=True), color=colour(row["slot"]), ls=dash(row["slot"]), lw=1.6,
                          marker=marker(row["slot"]), ms=3.5)  # fmt: skip
            axes.set_title(title, fontsize=10.5, fontweight="normal", pad=4)
            axes.yaxis.set_major_formatter(power)
            axes.yaxis.get_major_locator().set_params(integer=True)  # type: ignore[attr-defined]
            axes.set_xticks(*ticks(layers))
            axes.tick_params(labelleft=index == 0)
            if index == 0:
                axes.set_ylabel("gradient norm")
            else:
                narrow_labels(axes, ends(axes, rows, height), height)
        middle = (LEFT + (WIDTH - LEFT - RIGHT) / 2) / WIDTH
        drawn.figure.text(middle, 8 / HEIGHT, "layer, from the output back", color=MUTE, ha="center", fontsize=11)
        drawn.heading("Strength of the gradient by layer")
    return drawn.svg


def power(value: float, _: float) -> str:
    """`10⁻³`."""
    digits = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "10" + f"{value:g}".translate(digits)


def ticks(layers: list[str]) -> tuple[list[int], list[str]]:
    """The positions and labels of ticks: every fifth of the layers, the output first."""
    step = max(1, len(layers) // 5)
    positions = list(range(1, len(layers) + 1, step))
    names = ["out" if name == "output" else name.rpartition("_")[2] for name in reversed(layers)]
    return positions, [names[position - 1] for position in positions]


def ends(axes, rows: list[LayerRow], height: float) -> list[tuple[float, str, int]]:
    """The y at the end of each line, in pixels of the axes, with the method's name and slot."""
    low, high = axes.get_ylim()
    lasts = [first(row["after"]) for row in rows]
    return [
        ((log10(max(last, FLOOR)) - low) / (high - low) * height, row["method"], row["slot"])
        for last, row in zip(lasts, rows, strict=True)
    ]


def alternative(study: StudySummary, rows: list[LayerRow]) -> str:
    """The chart in words."""
    listed = "; ".join(f"{row['method']} {first(row['before']):.1g} and {first(row['after']):.1g}" for row in rows)
    return f"Gradient norm in the first layer, before training and at the end, median over replicates: {listed}."


def first(values: list[float | None]) -> float:
    """The first value that was measured."""
    return next(value for value in values if value is not None)
