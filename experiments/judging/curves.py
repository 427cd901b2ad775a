"""Curves of validation rows, as judging reads them."""

from typing import Any

from experiments.store import Results


def validation_curves(results: Results) -> dict[str, dict[str, list[float | None]]]:
    """Accuracy or R² -> key -> its values after each epoch."""
    curves = results.series("validation", ["accuracy", "r2"])
    return {
        str(score): dict(zip(lines["key"], lines["points"], strict=True)) for score, lines in curves.groupby("metric")
    }


def early_curves(results: Results) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Accuracy or R² -> key -> the steps within the first epochs at which a trial was scored, and its values there."""
    curves = results.series("early", ["step", "accuracy", "r2"])
    steps = {row.key: row.points for row in curves[curves["metric"] == "step"].itertuples()}
    return {
        str(score): {key: (steps[key], points) for key, points in zip(lines["key"], lines["points"], strict=True)}
        for score, lines in curves[curves["metric"] != "step"].groupby("metric")
    }
