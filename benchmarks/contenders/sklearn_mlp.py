"""scikit-learn's `MLPClassifier`, one trial after the other; units that it lacks are replaced by ReLU."""

import time
import warnings
from typing import Any

from benchmarks.contenders.arrays import arrays, unit
from experiments.spec import Trial

UNITS = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}


def classifier(trials: list[Trial]) -> dict[str, Any]:
    """Trains without a look at validation rows, and scores once: it cannot do so after every epoch."""
    from sklearn.neural_network import MLPClassifier

    started, steps, scores = time.perf_counter(), 0, []
    for trial in trials:
        x, y, validation_x, validation_y = arrays(trial)
        model = MLPClassifier(
            trial.model.get("hidden"),
            activation=UNITS.get(unit(trial), "relu"),
            solver="adam" if trial.optimizer.name == "adam" else "sgd",
            alpha=0.0,
            momentum=0.0,
            batch_size=trial.batch_size,
            learning_rate_init=trial.optimizer.get("learning_rate"),
            max_iter=trial.epochs,
            n_iter_no_change=trial.epochs + 1,
            random_state=trial.replicate,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says that it has not converged
            model.fit(x, y)
        steps += trial.epochs * -(-len(x) // trial.batch_size)
        scores.append(float(model.score(validation_x, validation_y)))
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "steady": seconds, "steps": steps, "scores": scores}
