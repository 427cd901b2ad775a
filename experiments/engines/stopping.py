"""Early stopping, decided on recorded validation losses or scores: the same arithmetic for both engines."""

import numpy as np

from experiments.spec import Part


class Stopping:
    """Follows the validation loss of several trials, or their score, and says which improved and which are to stop.

    A loss improves when it is below the best so far by more than `min_delta`, a score when it is above; a trial stops
    after `patience` epochs in a row without improvement. Without a rule (`None`) every epoch counts as an improvement,
    so that the last weights are the ones that are scored.

    Args:
        specs: a trial's `early_stopping(patience=..., min_delta=...)`, `early_stopping_on_score` with the same options,
            or None, for each trial.
    """

    def __init__(self, specs: list[Part | None]):
        self.rules = np.array([spec is not None for spec in specs])
        self.by_score = np.array([spec is not None and spec.name == "early_stopping_on_score" for spec in specs])
        self.patience = np.array([spec.get("patience", 10) if spec else 0 for spec in specs])
        self.min_delta = np.array([spec.get("min_delta", 0.0) if spec else 0.0 for spec in specs])
        self.best = np.full(len(specs), np.inf)
        self.waited = np.zeros(len(specs), int)

    def update(self, loss: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Takes one epoch's losses and scores (trials,); gives (improved, stop), each (trials,) of bool."""
        watched = np.where(self.by_score, -score, loss)
        improved = (watched < self.best - self.min_delta) | ~self.rules
        self.best = np.where(improved, watched, self.best)
        self.waited = np.where(improved, 0, self.waited + 1)
        return improved, self.rules & (self.waited >= self.patience)
