"""Labels at the ends of lines, moved where they would overlap."""

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes

from experiments.report.figures.canvas import colour, dash, group, marker


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, in their order, at least `gap` from each other, if possible within the bounds."""
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[float, list[int]]] = []  # centre and members; groups that overlap merge
    for index in order:
        groups.append((wanted[index], [index]))
        while len(groups) > 1 and overlap(groups[-2], groups[-1], gap):
            right, left = groups.pop()[1], groups.pop()[1]
            members = left + right
            groups.append((sum(wanted[i] for i in members) / len(members), members))
    positions = [0.0] * len(wanted)
    for centre, members in groups:
        start = centre - gap * (len(members) - 1) / 2
        for rank, index in enumerate(members):
            positions[index] = start + gap * rank
    return bounded(positions, order, gap, low, high)


def overlap(left: tuple[float, list[int]], right: tuple[float, list[int]], gap: float) -> bool:
    """Whether two groups of labels overlap."""
    return right[0] - left[0] < gap * (len(left[1]) + len(right[1])) / 2


def bounded(positions: list[float], order: list[int], gap: float, low: float, high: float) -> list[float]:
    """Moves positions back inside the bounds, from the top down and then from the bottom up."""
    limit = high
    for index in reversed(order):
        positions[index] = min(positions[index], limit)
        limit = positions[index] - gap
    limit = low
    for index in order:
        positions[index] = max(positions[index], limit)
        limit = positions[index] + gap
    return positions


def end_labels(
    axes: Axes,
    ends: Sequence[tuple[float, str, int]],
    height: float,
    x: float,
    gap: float = 13.5,
    style: Callable[[int], Any] = dash,
) -> None:
    """Writes (y in pixels of the axes, text, slot) right of the axes, each with a short line to the end of its own.

    Args:
        height: the axes' height in pixels.
        x: where lines end, in shares of the axes' width.
        gap: pixels from one label to the next. style: the line style of a slot.
    """
    positions = spread([end for end, _, _ in ends], gap, 0, height)
    for (end, text, slot), position in zip(ends, positions, strict=True):
        own = {"color": colour(slot), "gid": group(slot), "transform": axes.transAxes}
        lead = [end / height, position / height]
        axes.plot([x + 0.01, x + 0.045], lead, lw=0.8, alpha=0.7, clip_on=False, **own)
        axes.plot([x + 0.045, x + 0.1], lead[1:] * 2, lw=2, ls=style(slot), clip_on=False, **own)
        axes.text(
            x + 0.12, lead[1], text, va="center_baseline" if "\n" not in text else "center", linespacing=1.1, **own
        )


def legend(axes: Axes, slot: int, text: str, position: tuple[float, float], line: Any = "none") -> None:
    """A sample of a line and its marker, and the label, right of a position in pixels of the axes."""
    style: dict[str, Any] = {"color": colour(slot), "gid": group(slot), "clip_on": False}
    right, level = position
    axes.plot([right + 8, right + 26], [level] * 2, lw=1.8, ls=line, **style)
    axes.plot([right + 26], [level], marker(slot), ms=5.5, **style)
    axes.text(right + 34, level, text, va="center", linespacing=1.1, **style)
