"""Curves of validation rows, as judging reads them."""

from experiments.store import Results


def validation_curves(results: Results) -> dict[str, dict[str, list[float | None]]]:
    """Accuracy or R² -> key -> its values after each epoch."""
    curves = results.series("validation", ["accuracy", "r2"])
    return {
        str(score): dict(zip(lines["key"], lines["points"], strict=True)) for score, lines in curves.groupby("metric")
    }
