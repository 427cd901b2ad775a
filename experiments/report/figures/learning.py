"""Learning curves: validation score by epoch, replicates thin, their median bold."""

from experiments.report.figures.lines import lines
from experiments.report.figures.scales import Scale, score_label
from experiments.report.shapes.charts import Line
from experiments.report.shapes.studies import StudySummary


def learning(study: StudySummary, name: str) -> str | None:
    """One line a method at its best rate, its name at the line's end; `None` without any curve.

    Accuracy or R², whatever the study is scored by.
    """
    study = {**study, **study["by_epoch"]}
    methods = [row for row in study["curves"] if sum(value is not None for value in row["centre"]) > 1]
    rows: list[Line] = [
        {
            "label": row["method"],
            "slot": row["slot"],
            "x": list(range(1, max(map(len, (row["centre"], *row["replicates"]))) + 1)),
            "y": row["centre"],
            "replicates": row["replicates"],
        }
        for row in methods
    ]
    if not rows:
        return None
    drawn = [
        value for row in methods for line in (row["centre"], *row["replicates"]) for value in line if value is not None
    ]
    scale, target = Scale(drawn, study), study["target"]
    return lines(
        {
            "kind": "lines",
            "title": f"{study['title']}: validation {study['score_title']} by epoch",
            "x_label": "epoch",
            "y_label": score_label(study, "validation"),
            "series": rows,
            "marks": [{"y": target, "label": "target"}] if target and scale.low < target < scale.high else [],
        },
        name,
        lambda _: scale,
    )
