"""A network of your own on a table of your own: which optimizer trains it best, and what does that network say?

    python examples/own_network.py

It takes a minute on two cores. Results and pages lie in `reports/own_network`; a second run trains nothing new.
"""

import keras
from sklearn.datasets import load_wine

from experiments import compare, search


def build(input_shape, outputs, activation="relu", dropout=0.0):
    """Two hidden layers and a way around the second.

    Args:
        input_shape: of one row, without the batch.
        outputs: how many class scores, before softmax, or 1 for a quantity.
        activation, dropout: arguments that studies of activations and dropout may set.
    """
    inputs = keras.Input(input_shape)
    first = keras.layers.Dense(32, activation)(inputs)
    second = keras.layers.Dense(32, activation)(keras.layers.Dropout(dropout)(first))
    return keras.Model(inputs, keras.layers.Dense(outputs)(keras.layers.Add()([first, second])))


def main():
    """Compares, searches, and predicts with the winner."""
    table = load_wine(as_frame=True).frame  # a DataFrame of yours; or the path of a file
    options = {"data": table, "target": "target", "model": build, "name": "own_network", "epochs": 10}
    print(compare("optimizers", scale="quick", replicates=3, **options))

    result = search("mlp_optimizer", trials=8, **options)
    print(result)
    rows = table.drop(columns="target").head()
    scores = result.model().predict(result.rows(rows), verbose=0)
    print("Classes of the first rows:", scores.argmax(axis=1))


if __name__ == "__main__":  # processes that train read this file, too
    main()
