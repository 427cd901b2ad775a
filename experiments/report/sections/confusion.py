"""Where a network errs on test rows: which class it takes for which, and how sure it is."""

from typing import Any

import numpy as np

from experiments.calibration import reliability
from experiments.judging.evidence import Evidence
from experiments.judging.predictions import Stored, confusion, predictions
from experiments.report.shapes.charts import CalibrationChart, ConfusionChart, Reliability
from experiments.report.wording import plural
from experiments.spec import answering, revived

MOST = 20  # classes that a figure can show


def confusion_chart(stored: list[Stored], facts: dict[str, Any], title: str) -> ConfusionChart | None:
    """The confusion matrix of networks of one setting, summed; None for a quantity, or for too many classes."""
    count = stored[0]["test"].shape[1] if stored else 0
    if not 2 <= count <= MOST:
        return None
    return {
        "kind": "confusion",
        "title": title,
        "classes": facts.get("labels") or [str(number) for number in range(count)],
        "counts": confusion(stored).tolist(),
    }


def calibration_chart(stored: list[Stored], label: str, title: str) -> CalibrationChart | None:
    """The reliability curve of networks of one setting, over the test rows of all."""
    if not stored or stored[0]["test"].shape[1] < 2:
        return None
    probabilities = np.concatenate([part["test"] for part in stored])
    truth = np.concatenate([part["test_truth"] for part in stored])
    return {
        "kind": "calibration",
        "title": title,
        "x_label": "",
        "y_label": "",
        "series": [{"label": label, "slot": 0, **filled(reliability(probabilities, truth))}],
    }


def filled(bins: dict[str, np.ndarray]) -> Reliability:
    """The bins in which predictions fall, and the expected calibration error."""
    count = bins["count"]
    ece = float((np.abs(bins["confidence"] - bins["hits"]) * count).sum() / max(count.sum(), 1))
    some = count > 0
    return {
        "confidence": bins["confidence"][some].tolist(),
        "hits": bins["hits"][some].tolist(),
        "count": count[some].tolist(),
        "ece": ece,
    }


def mistakes(stored: list[Stored], facts: dict[str, Any], who: str) -> list[ConfusionChart | CalibrationChart]:
    """Both charts, of what is told as `who`; none where no predictions of classes are stored."""
    over = f"test rows of {plural(len(stored), 'replicate')}"
    both = (
        confusion_chart(stored, facts, f"{who}: true and predicted classes, {over}"),
        calibration_chart(stored, who, f"{who}: how sure, how often right, {over}") if facts.get("classes") else None,
    )
    return [chart for chart in both if chart]


def saved_mistakes(evidence: Evidence, method: str, key: str) -> list[ConfusionChart | CalibrationChart]:
    """Both charts of the network that is saved for a study: the training of some key, once more; none before that."""
    spec = evidence.results.spec(key)
    again = [answering(revived(spec)).key] if spec else []
    stored = list(predictions(evidence.results, again).values())
    return mistakes(stored, evidence.facts, f"{method}, as saved")
