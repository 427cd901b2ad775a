"""Gradient norm by layer, from the output back, before training and at the end."""

from experiments.report.figures.lines import lines
from experiments.report.shapes.charts import Line
from experiments.report.shapes.studies import StudySummary


def gradients(study: StudySummary, name: str) -> str | None:
    """One line a method at the end of training; `None` if no gradient norm was recorded."""
    return by_layer(study, name, "after", "at the end of training")


def first_gradients(study: StudySummary, name: str) -> str | None:
    """One line a method before training; `None` if no gradient norm was recorded."""
    return by_layer(study, name, "before", "before training")


def by_layer(study: StudySummary, name: str, when: str, title: str) -> str | None:
    """Median norms by layer on a logarithmic axis."""
    if study["layers"] is None:
        return None
    statistics = study["layers"]["statistics"].get("gradient_norm", [])
    positions = [float(index) for index in range(1, len(study["layers"]["layers"]) + 1)]
    rows: list[Line] = [
        {"label": row["method"], "slot": row["slot"], "x": positions, "y": row[when][::-1]}
        for row in statistics
        if row["n"]
    ]
    return lines(
        {
            "kind": "lines",
            "title": f"Strength of the gradient {title}",
            "x_label": "layer, counted from the output back",
            "y_label": "gradient norm",
            "y_log": True,
            "series": rows,
        },
        name,
    )
