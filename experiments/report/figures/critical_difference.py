"""Critical difference: mean ranks over several data sets, and which methods do not differ."""

from typing import Any

from matplotlib.axes import Axes

from experiments.report.figures.canvas import INK, MUTE, canvas, colour, group, marker
from experiments.report.figures.chart import text_width, wrapped
from experiments.report.shapes.charts import RankChart, RankRow

LENGTH, SIDE, OUT, AXIS, BAR, ROW = 260, 150, 24, 84, 9, 24  # pixels; OUT is from the axis to a name
LETTERS = 20  # of a row of a name
HALO = 6  # pixels by which a bar reaches beyond the first and last method that it joins


def critical_difference(chart: RankChart, name: str) -> str | None:
    """The diagram of Demšar (2006): best on the right, bars join methods that do not differ; `None` without ranks.

    Args:
        chart: the result of `experiments.judging.ranks.comparison`; a `title` replaces the heading.
    """
    rows = chart["methods"]
    if not rows:
        return None
    right, left = rows[: -(-len(rows) // 2)], rows[-(-len(rows) // 2) :][::-1]
    texts = [label(row) for row in rows]
    step = ROW + 13.5 * max(text.count("\n") for text in texts)
    side = max(SIDE, OUT + max(text_width(line) for text in texts for line in text.split("\n")))
    first = AXIS + 14 + BAR * len(chart["groups"]) + step / 2
    width, height = LENGTH + 2 * side, first + step * (len(right) - 1) + step / 2 + 8
    with canvas(name, alternative(chart), width, height, left=side, right=side, top=0, bottom=0) as drawn:
        axes = drawn.axes()
        axes.set_axis_off()
        axes.set_xlim(len(rows), 1)
        axes.set_ylim(height, 0)
        scale(axes, len(rows))
        ruler(axes, chart["critical_difference"], len(rows))
        bars(axes, chart)
        for side, methods in ((1, right), (-1, left)):
            for index, row in enumerate(methods):
                arm(axes, row, side, first + step * index)
                drawn.note(axes, row["average_rank"], AXIS, row["method"], row["average_rank"])
        drawn.columns = ("method", "mean rank")
        title = chart.get("title", f"Mean rank over {chart['datasets']} data sets")
        drawn.heading(wrapped(title, int(width / 8), 1)[0])
    return drawn.svg


def label(row: RankRow) -> str:
    """A method and its mean rank, in at most two rows."""
    return "\n".join(wrapped(row["method"], LETTERS)) + f" {row['average_rank']:.2f}"


def scale(axes: Axes, last: int) -> None:
    """The line of ranks with a tick at each integer."""
    axes.plot([1, last], [AXIS] * 2, color=MUTE, lw=1.2, clip_on=False)
    step = -(-last // 12)
    for rank in range(1, last + 1):
        axes.plot([rank] * 2, [AXIS - 5, AXIS], color=MUTE, lw=1.2, clip_on=False)
        if (rank - 1) % step == 0:
            axes.text(rank, AXIS - 9, f"{rank}", ha="center", va="baseline", color=MUTE, fontsize=10.5)
    axes.text(1.04, AXIS - 9, "1 is best", transform=axes.get_yaxis_transform(), color=MUTE, fontsize=9.5)


def ruler(axes: Axes, difference: float, last: int) -> None:
    """The critical difference as a length, from the worst rank on; cut where it is longer than the axis."""
    length, y = min(difference, last - 1), AXIS - 32
    axes.plot([last, last - length], [y] * 2, color=INK, lw=1.6, clip_on=False)
    for end in (last, last - length) if length == difference else (last,):
        axes.plot([end] * 2, [y - 4, y + 4], color=INK, lw=1.6, clip_on=False)
    note = f"CD = {difference:.2f}" + ("" if length == difference else ", more than the axis is long")
    axes.text(last, y - 8, note, ha="left", va="baseline", fontsize=10.5)


def bars(axes: Axes, chart: RankChart) -> None:
    """One bar below the axis for each set of methods that do not differ."""
    ranks = {row["method"]: row["average_rank"] for row in chart["methods"]}
    halo = HALO * (len(ranks) - 1) / LENGTH
    for index, members in enumerate(chart["groups"]):
        y = AXIS + 12 + BAR * index
        ends = [ranks[members[0]] - halo, ranks[members[-1]] + halo]
        axes.plot(ends, [y] * 2, color=INK, lw=4, solid_capstyle="butt", clip_on=False)


def arm(axes: Axes, row: RankRow, side: int, y: float) -> None:
    """One method: a line from its mean rank down and out to its name; `side` is 1 for right and −1 for left."""
    style: dict[str, Any] = {"color": colour(row["slot"]), "gid": group(row["slot"]), "clip_on": False}
    rank, (worst, best) = row["average_rank"], axes.get_xlim()
    edge = best if side > 0 else worst
    out = edge - side * 12 * (worst - best) / LENGTH
    axes.plot([rank, rank, out], [AXIS, y, y], lw=1.4, **style)
    axes.plot([rank], [AXIS], marker(row["slot"]), ms=6, **style)
    axes.annotate(
        label(row), (out, y), (5 * side, 0), textcoords="offset points", va="center", annotation_clip=False,
        ha="left" if side > 0 else "right", color=style["color"], gid=style["gid"],
    )  # fmt: skip


def alternative(chart: RankChart) -> str:
    """The diagram in words."""
    listed = "; ".join(f"{row['method']} {row['average_rank']:.2f}" for row in chart["methods"])
    joined = "; ".join(", ".join(members) for members in chart["groups"])
    return (
        f"Mean rank over {chart['datasets']} data sets, best first: {listed}. "
        f"Critical difference {chart['critical_difference']:.2f}. Not told apart: {joined or 'none'}."
    )
