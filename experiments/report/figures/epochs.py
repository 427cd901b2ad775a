"""Epochs to target: every replicate a dot, the median with its interval, misses at the right edge."""

from typing import Any

from experiments.report.figures.canvas import INK, LINE, MUTE, canvas, colour, marker
from experiments.report.figures.chart import NARROW, labelled
from experiments.report.shapes.studies import EpochsRow, StudySummary

WIDTH, ROW, TOP, BOTTOM = 440, 26, 34, 42
ENDS = ("centre", "low", "high")


def epochs(study: StudySummary, name: str) -> str | None:
    """One row a method, fastest first; `None` without a target."""
    rows = sorted((row for row in study["epochs_to_target"] if row["n"]), key=speed)
    if not rows:
        return None
    values = [value for row in rows for value in row["values"] if value is not None]
    last = max(values, default=1)
    never = last * 1.12 + 1
    height = TOP + BOTTOM + ROW * max(len(rows), 2)
    with canvas(name, alternative(rows), WIDTH, height, left=112, right=24, top=TOP, bottom=BOTTOM) as drawn:
        axes = drawn.axes()
        axes.set_xlim(0, never + 0.04 * last)
        axes.set_ylim(max(len(rows), 2) - 0.5, -0.5)
        axes.grid(axis="x", color=LINE, lw=0.6)
        labels = labelled([row["method"] for row in rows], NARROW, most=2)[0]
        axes.set_yticks(
            range(len(rows)), labels, color=INK, fontsize=11.5 if not any("\n" in label for label in labels) else 9.5
        )
        axes.tick_params(axis="y", length=0)
        missed = any(row["missed"] for row in rows)
        ticks = [tick for tick in axes.get_xticks() if 0 <= tick <= last and float(tick).is_integer()]
        axes.set_xticks([*ticks, never] if missed else ticks, [*(f"{tick:.0f}" for tick in ticks), *["never"] * missed])
        for index, row in enumerate(rows):
            draw(axes, row, index, never)
            centre = never if row["centre"] is None else row["centre"]
            drawn.note(axes, centre, index, row["method"], *(row[end] for end in ENDS), row["missed"])
        drawn.columns = ("method", "median epochs to the target", "from", "to", "never")
        drawn.heading(f"Epochs to {study['target_text']} validation {study['by_epoch']['score_title']}")
        axes.set_xlabel("epochs: replicates, median, 95 % interval")
    return drawn.svg


def draw(axes, row: EpochsRow, position: int, never: float) -> None:
    """One method's row."""
    values = [never if value is None else value for value in row["values"]]
    style: dict[str, Any] = {"color": colour(row["slot"])}
    lift = [position - 0.26 + 0.52 * k / max(len(values) - 1, 1) for k in range(len(values))]
    axes.plot(values, lift, ".", ms=5.5, alpha=0.55, mew=0, **style)
    if row["low"] is not None or row["high"] is not None:
        low, high = row["low"] or 0, never if row["high"] is None else row["high"]
        axes.plot([low, high], [position] * 2, lw=2, solid_capstyle="butt", **style)
    centre = never if row["centre"] is None else row["centre"]
    axes.plot([centre], [position], marker(row["slot"]), ms=6.5, **style)
    if row["missed"]:
        axes.text(
            1.01,
            position,
            str(row["missed"]),
            transform=axes.get_yaxis_transform(),
            va="center",
            color=MUTE,
            fontsize=9,
        )


def speed(row: EpochsRow) -> tuple[float, int]:
    """Sorts by median, then by misses."""
    return (float("inf") if row["centre"] is None else row["centre"], row["missed"])


def alternative(rows: list[EpochsRow]) -> str:
    """The chart in words."""
    listed = "; ".join(f"{row['method']} {row['text']}, n = {row['n']}, {row['missed']} missed" for row in rows)
    return f"Epochs to the target, median with 95 % interval, fastest first: {listed or 'nothing yet'}."
