"""Ensembles: several networks of one kind, drawn and trained apart, which judge together."""

import math
from typing import Any

import keras
from keras import ops

from experiments import build
from experiments.data import Table
from experiments.own import PartError
from experiments.own_networks.ports import SummedLoss, own_step, scored
from experiments.spec import Trial

APART = 100_003  # between the seeds of two members: more than a network draws with


class Ensemble(SummedLoss):
    """Networks side by side: in training it gives the outputs of all, in a list, and else their mean.

        z = ln (1/k) Σ_j softmax(z_j)  of class scores z_j, so that softmax(z) is the mean of the members' probabilities
        z = (1/k) Σ_j z_j              of anything else

    The loss of a batch is the sum of the members' losses, so that each trains as it would alone, but for a bound on the
    common norm of all gradients.

    Args:
        members: networks of one kind; of several outputs the first is judged.
        scores: whether their outputs are class scores before softmax.

    Reference: Lakshminarayanan, Pritzel and Blundell 2017, "Simple and Scalable Predictive Uncertainty Estimation using
        Deep Ensembles", NeurIPS, without its adversarial examples. Members meet the same batches.
    """

    def __init__(self, members: list[Any], scores: bool):
        super().__init__(name="ensemble")
        for number, member in enumerate(members):
            member.name = f"member_{number}"  # Keras tells layers apart by their names, PyTorch by these attributes
            setattr(self, member.name, member)
        self.members, self.scores = members, scores

    def call(self, rows: Any, training: bool = False) -> Any:
        """All outputs in training, else what they say together."""
        outputs = [member(rows, training=training) for member in self.members]
        return keras.tree.flatten(outputs) if training else self.mean(outputs)

    def mean(self, outputs: list[Any]) -> Any:
        """What the members say together, from the output of each."""
        if not self.scores:
            return ops.sum(ops.stack(outputs), 0) / len(outputs)
        logs = [ops.log_softmax(output, axis=-1) for output in outputs]
        return ops.logsumexp(ops.stack(logs), axis=0) - math.log(len(outputs))


def seeds(trial: Trial) -> list[int]:
    """The seed of each member's weights; the first one's is that of the network alone."""
    first = trial.seed("weights")
    return [first + APART * number for number in range(trial.ensemble or 1)]


def network(trial: Trial, table: Table) -> Any:
    """The network of a trial, with its own initial weights: an ensemble where the trial asks for one.

    Raises:
        PartError: the network cannot be made, or trains in a way of its own, which would be lost in an ensemble.
    """
    first, *others = [build.model(trial.model, table, seed) for seed in seeds(trial)]
    if trial.ensemble is None:
        return first
    if own := own_step(first):
        raise PartError(
            f"The model {trial.model.name} has a {own} of its own, which an ensemble would not call: leave `ensemble` "
            f"out. Received: ensemble={trial.ensemble}"
        )
    loss = build.loss(trial.loss or build.LOSS_OF_TASK[table.task])
    whole = Ensemble([first, *others], bool(table.classes) and getattr(loss, "from_logits", True))
    whole(ops.zeros((1, *table.x.shape[1:])))  # it has its weights from now on
    return whole


def judged(model: Any, rows: Any) -> Any:
    """What a network is judged by, of symbolic rows: a functional network of it can be saved."""
    if isinstance(model, Ensemble):
        return model.mean([scored(member)(rows) for member in model.members])
    return scored(model)(rows)
