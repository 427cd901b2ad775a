"""The facts of a study that needs no data set."""

from typing import Any

NOTHING: dict[str, Any] = {
    "name": "none",
    "title": "no data set",
    "task": "none",
    "rows": 0,
    "features": 0,
    "shape": [],
    "classes": None,
    "rarest": None,
    "score": "accuracy",
    "chance": 0.0,
    "checksum": "",
    "source": "",
    "target": None,
    "deviation": None,
    "train": 0,
    "validation": 0,
    "test": 0,
}
