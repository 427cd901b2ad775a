"""A space of ours drives a stock Keras Tuner."""

import keras_tuner
import pytest

from experiments.tuning.hypermodel import SearchHyperModel
from tests.marks import whole
from tests.tuning.samples import LAYERS, search
from tuner_configs.search import Choice, Float, Int, When

SPACE = (
    Int("depth", 1, 2),
    Choice("width", (4, 8)),
    Choice("optimizer", ("sgd", "momentum")),
    Float("optimizer.learning_rate", 1e-3, 1e-1, "log", when=When("optimizer", ("sgd",))),
    Float("optimizer.learning_rate", 1e-4, 1e-2, "log", when=When("optimizer", ("momentum",))),
    Choice("batch_size", (16, 32)),
)


@whole
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_stock_tuner_searches_our_space(tmp_path):
    hypermodel = SearchHyperModel(search(space=SPACE, layers=LAYERS, epochs=1))
    tuner = keras_tuner.RandomSearch(
        hypermodel, hypermodel.objective, max_trials=2, seed=4, directory=str(tmp_path), overwrite=True
    )
    tuner.oracle.verbose = 0
    tuner.search(**hypermodel.data())
    best = tuner.oracle.get_best_trials()[0]
    chosen = hypermodel.trial(best.hyperparameters)
    model = hypermodel.build(best.hyperparameters)
    hidden = [layer.units for layer in model.layers if layer.name.startswith("hidden")]
    assert tuple(hidden) == chosen.model.get("hidden")
    assert float(model.optimizer.learning_rate) == pytest.approx(chosen.optimizer.get("learning_rate"))
    assert 0 <= best.score <= 1


def test_data_cannot_vary_there():
    with pytest.raises(ValueError, match=r"data\.scaling"):
        SearchHyperModel(search(space=(Choice("data.scaling", ("standard", "min_max")),)))
