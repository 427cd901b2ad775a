"""A search's space for a stock Keras Tuner: the same parameters, one `model.fit` at a time.

from keras_tuner import RandomSearch
from experiments.tuning import configs
from experiments.tuning.hypermodel import SearchHyperModel

hypermodel = SearchHyperModel(configs.load("mlp_optimizer"))
tuner = RandomSearch(hypermodel, objective=hypermodel.objective, max_trials=8, directory="tuner")
tuner.search(**hypermodel.data())
best = tuner.get_best_models()[0]
"""

from typing import Any

import keras_tuner

from experiments import build
from experiments.data import load, prepare
from experiments.spec import Trial
from experiments.tuning.assembly import base, trial
from experiments.tuning.scoring import metric
from experiments.tuning.space import declare, values
from tuner_configs.search import Search


class SearchHyperModel(keras_tuner.HyperModel):
    """Builds, compiles and fits what a tuner chose from a search's space, on one replicate's training rows.

    Options of the data set may not vary here: a tuner hands every trial the same data.
    Early stopping is not added; hand the tuner Keras's own callback if it shall stop.

    Args:
        search: the search whose space it is.
        replicate: whose split, weights and order.

    Raises:
        ValueError: the space contains options of the data set.
    """

    def __init__(self, search: Search, replicate: int = 0):
        super().__init__(name=search.name)
        if wrong := [parameter.name for parameter in search.space if parameter.name.partition(".")[0] == "data"]:
            raise ValueError(f"A stock tuner gives every trial the same data, so these cannot vary: {', '.join(wrong)}")
        self.search, self.replicate = search, replicate
        self.prepared = prepare(base(search).data, replicate)

    @property
    def objective(self) -> keras_tuner.Objective:
        """The search's objective as a stock tuner writes it; the loss stands for r2."""
        name, direction = metric(self.search.objective, load(base(self.search).data).score)
        return (
            keras_tuner.Objective("val_loss", "min")
            if name == "r2"
            else keras_tuner.Objective(f"val_{name}", direction)
        )

    def data(self) -> dict[str, Any]:
        """What `fit` and `tuner.search` need: training rows, validation rows and the number of epochs."""
        rows, data = self.prepared.rows, self.prepared
        return {
            "x": data.inputs(rows.train),
            "y": data.y[rows.train],
            "validation_data": (data.inputs(rows.validation), data.y[rows.validation]),
            "epochs": self.search.budget.epochs,
            "verbose": 0,
        }

    def trial(self, hp: keras_tuner.HyperParameters) -> Trial:
        """The suite's trial of what a tuner chose; registers the space."""
        for parameter in self.search.space:
            declare(hp, parameter, self.search.space)
        chosen = values(self.search.space, dict(hp.values))
        return trial(self.search, chosen, self.search.budget.epochs, self.replicate)

    def build(self, hp: keras_tuner.HyperParameters) -> Any:
        """The compiled network."""
        chosen, table = self.trial(hp), self.prepared.table
        model = build.model(chosen.model, table, chosen.seed("weights"))
        steps = -(-len(self.prepared.rows.train) // chosen.batch_size)
        model.compile(
            optimizer=build.optimizer(
                chosen.optimizer,
                build.schedule(chosen.schedule, chosen.optimizer.get("learning_rate"), steps * chosen.epochs),
            ),
            loss=build.loss(chosen.loss or build.LOSS_OF_TASK[table.task]),
            metrics=["accuracy"] if table.classes else ["mae"],
        )
        return model

    def fit(self, hp: keras_tuner.HyperParameters, model: Any, *args: Any, **kwargs: Any) -> Any:
        """Fits with the chosen batch size."""
        return model.fit(*args, batch_size=self.trial(hp).batch_size, **kwargs)
