"""Labels at the ends of lines, pushed apart where they would collide."""

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes

from experiments.report.figures.canvas import colour, dash, group


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, in their order, at least `gap` apart and within the bounds if there is room."""
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[float, list[int]]] = []  # centre and members; groups that collide merge into one
    for index in order:
        groups.append((wanted[index], [index]))
        while len(groups) > 1 and collide(groups[-2], groups[-1], gap):
            right, left = groups.pop()[1], groups.pop()[1]
            members = left + right
            groups.append((sum(wanted[i] for i in members) / len(members), members))
    placed = [0.0] * len(wanted)
    for centre, members in groups:
        start = centre - gap * (len(members) - 1) / 2
        for place, index in enumerate(members):
            placed[index] = start + gap * place
    return bounded(placed, order, gap, low, high)


def collide(left: tuple[float, list[int]], right: tuple[float, list[int]], gap: float) -> bool:
    """Whether two groups of labels overlap."""
    return right[0] - left[0] < gap * (len(left[1]) + len(right[1])) / 2


def bounded(placed: list[float], order: list[int], gap: float, low: float, high: float) -> list[float]:
    """Pushes positions back inside, from the top down and then from the bottom up."""
    limit = high
    for index in reversed(order):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - gap
    limit = low
    for index in order:
        placed[index] = max(placed[index], limit)
        limit = placed[index] + gap
    return placed


def end_labels(
    axes: Axes,
    ends: Sequence[tuple[float, str, int]],
    height: float,
    x: float,
    gap: float = 13.5,
    style: Callable[[int], Any] = dash,
) -> None:
    """Writes (y in pixels of the axes, text, slot) right of the axes, each with a line to where it belongs.

    Args:
        height: the axes' height in pixels.
        x: where lines end, in shares of the axes' width.
        gap: pixels from one label to the next. style: the line style of a slot.
    """
    positions = spread([end for end, _, _ in ends], gap, 0, height)
    for (end, text, slot), placed in zip(ends, positions, strict=True):
        own = {"color": colour(slot), "gid": group(slot), "transform": axes.transAxes}
        lead = [end / height, placed / height]
        axes.plot([x + 0.01, x + 0.045], lead, lw=0.8, alpha=0.7, clip_on=False, **own)
        axes.plot([x + 0.045, x + 0.1], lead[1:] * 2, lw=2, ls=style(slot), clip_on=False, **own)
        axes.text(
            x + 0.12, lead[1], text, va="center_baseline" if "\n" not in text else "center", linespacing=1.1, **own
        )
