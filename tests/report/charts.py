"""One chart of each kind, as plain data, with as many series as asked for."""

from typing import Any

GRID = [tenth / 10 for tenth in range(-20, 21)]


def labels(count: int) -> list[str]:
    """The labels of a chart's series."""
    return [f"series {index}" for index in range(count)]


def lines(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Rising curves with intervals, replicates and marks."""
    rows = [
        {
            "label": label,
            "x": list(range(1, 31)),
            "y": [index + epoch / 10 for epoch in range(1, 31)],
            "low": [index + epoch / 10 - 0.2 for epoch in range(1, 31)],
            "high": [index + epoch / 10 + 0.2 for epoch in range(1, 31)],
            "replicates": [[index + epoch / 10 + shift for epoch in range(1, 31)] for shift in (-0.1, 0.1)],
        }
        for index, label in enumerate(labels(count))
    ]
    marks = [{"x": 10, "label": "here"}, {"y": 2.0, "label": "target"}]
    return {"title": "Growth", "x_label": "epoch", "y_label": "height, m", "series": rows, "marks": marks, **changes}


def trajectories(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Straight paths down a bowl, the later ones in fewer steps."""
    paths = []
    for index, label in enumerate(labels(count)):
        shares = [step / (40 - index) for step in range(41 - index)]
        paths.append(
            {"label": label, "x": [1.5 - 1.5 * share for share in shares], "y": [1 - share for share in shares]}
        )
    grid = {"x": GRID, "y": GRID, "z": [[x * x + 5 * y * y for x in GRID] for y in GRID]}
    chart = {"title": "Down a bowl", "x_label": "first weight", "y_label": "second weight", "grid": grid}
    return {**chart, "paths": paths, "minima": [[0, 0]], **changes}


def histograms(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Counts that move from the left to the right."""
    edges = [-2, -1, 0, 1, 2]
    panels = [
        {"label": label, "edges": edges, "counts": [4 + index, 3, 2, 1]} for index, label in enumerate(labels(count))
    ]
    chart = {"title": "Inputs", "x_label": "input of the activation", "panels": panels}
    return {**chart, "zone": [-1, 0.5, "linear zone"], **changes}


def calibration(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Predictions that are too sure; the last bin is empty."""
    rows = [
        {
            "label": label,
            "confidence": [0.3, 0.6, 0.9, None],
            "hits": [0.25, 0.5, 0.8 - index / 100, None],
            "count": [10, 20, 90, 0],
            "ece": 0.093,
        }
        for index, label in enumerate(labels(count))
    ]
    return {"title": "Calibration", "series": rows, **changes}


def confusion(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Ten rows of each class, one of them taken for the next class."""
    counts = [[9 * (row == column) + ((row + 1) % count == column) for column in range(count)] for row in range(count)]
    return {"title": "Taken for", "classes": labels(count), "counts": counts, **changes}


def scatter(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Variants close together, joined."""
    points = [
        {"label": label, "x": 1000 * 1.2**index, "y": 90 + index / 5, "low": 89 + index / 5, "high": 91 + index / 5}
        for index, label in enumerate(labels(count))
    ]
    chart = {"title": "Size", "x_label": "parameters", "y_label": "accuracy, %", "x_log": True, "points": points}
    return {**chart, "lines": [labels(count)], **changes}


def dots(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Dots of some categories."""
    x, y = [index % count for index in range(3 * count)], [80 + index for index in range(3 * count)]
    return {
        "title": "Kinds",
        "x_label": "kind",
        "y_label": "score",
        "x": x,
        "y": y,
        "categories": labels(count),
        **changes,
    }


def parallel(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Lines through as many axes as asked for and the score's."""
    axes = [{"label": label, "values": [1, 10, None], "log": True} for label in labels(count)]
    score = {"label": "score", "values": [0.1, 0.5, 0.4]}
    return {"title": "Side by side", "higher_is_better": True, "axes": [*axes, score], **changes}


def critical_difference(count: int = 2, **changes: Any) -> dict[str, Any]:
    """Methods half a rank apart, neighbours joined by bars."""
    rows = [
        {"method": label, "average_rank": 1 + index / 2, "slot": index} for index, label in enumerate(labels(count))
    ]
    groups = [labels(count)[start : start + 3] for start in range(0, count - 2, 2)]
    chart = {"title": "Mean ranks", "methods": rows, "datasets": 9, "groups": groups, "critical_difference": 1.2}
    return {**chart, "alpha": 0.05, "chi_square": 3.0, "f": 2.0, "p": 0.04, **changes}


CHARTS = {
    "budget": lines,
    "calibration": calibration,
    "histograms": histograms,
    "lines": lines,
    "scatter": scatter,
    "trajectories": trajectories,
}
ROWS = {"histograms": "panels", "scatter": "points", "trajectories": "paths"}


def relabelled(kind: str, label: str) -> dict[str, Any]:
    """A chart whose only series has a label."""
    chart, rows = CHARTS[kind](1), ROWS.get(kind, "series")
    return {**chart, rows: [{**chart[rows][0], "label": label}]}
