"""A whole script: rows, network, training."""

from typing import Any

from experiments.report.script.calls import imports
from experiments.report.script.layers import layers
from experiments.report.script.rows import rows
from experiments.report.script.training import training

# what a script does not do: weights from elsewhere, batches always in one order or changed, several networks
UNKNOWN = {"start", "order", "ensemble", "augmentation"}
SAMPLED = "monte_carlo"  # the evaluation that predicts in another way; others measure what a script's network does


def script(trial: dict[str, Any], facts: dict[str, Any]) -> str | None:
    """The code, or `None` if the trial holds a part that this cannot write.

    It splits, scales and trains as the trial did, with another split and other weights, and prints the validation
    score. A fifth of the rows validates; trials kept as many for a test, which here train as well.

    Args:
        trial: a spec as stored. facts: of its data.
    """
    if UNKNOWN & set(trial) or trial.get("evaluation", {}).get("name") == SAMPLED:
        return None
    data, network, trained = rows(trial["data"], facts), layers(trial["model"], facts), training(trial, facts)
    if data is None or network is None or trained is None:
        return None
    heads = ["import keras", *data[0], "", *imports([*network[0], *trained[0]]), ""]
    body = ["keras.utils.set_random_seed(1)", *data[1], ""]
    body += ["model = keras.Sequential([", *(f"    {layer}," for layer in network[1]), "])"]
    return "\n".join([*heads, *body, *trained[1], ""])
