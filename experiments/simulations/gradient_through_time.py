"""What an input some steps back still does to a recurrent layer at its initial weights (claim N8)."""

import keras
import numpy as np
from keras import ops

from experiments import build
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, slopes
from experiments.spec import Part, part

LEAST = 1e-300  # stands for no gradient at all in logarithms
SIMPLE, GLOROT, ORTHOGONAL = part("simple_rnn"), part("glorot_uniform"), part("orthogonal")


def gradient_through_time(
    seed: int,
    cell: Part = SIMPLE,
    steps: int = 40,
    units: int = 32,
    features: int = 4,
    recurrent_initializer: Part = ORTHOGONAL,
    rows: int = 16,
) -> Outcome:
    """The gradient of the last output for the input of each step, of a layer as `experiments.models.rnn` has it.

        g_t = d (v · h_T) / d x_t,  v ~ N(0, 1),  x ~ N(0, 1)

    The inputs and not the states, as an LSTM has two states and a simple layer one.

    Args:
        seed: of weights, inputs and v.
        cell: `simple_rnn`, `lstm` or `gru`, with options.
        steps, features, rows: shape of the inputs.
        units: size of the state.
        recurrent_initializer: of the weights from state to state.

    Values: `time_decay`, log10 of the norm of g for the first step over that for the last; `time_decay_per_step`.
    Curves: at each `distance` T − t, `gradient`, the norm of g_t over that of g_T; root mean squares over the rows.
    """
    random = np.random.default_rng(seed)
    layer = build.recurrent(cell.but(dtype=FLOAT), units, GLOROT, recurrent_initializer, seed, "recurrent")
    x, v = random.standard_normal((rows, steps, features)), random.standard_normal((rows, units))
    gradients = slopes(lambda inputs: layer(inputs) * ops.cast(keras.ops.convert_to_tensor(v), FLOAT), x)[0]
    norms = np.sqrt((gradients**2).sum(axis=-1).mean(axis=0))[::-1]
    decay = float(np.log10(max(norms[-1], LEAST)) - np.log10(max(norms[0], LEAST)))
    return Outcome(
        values={"time_decay": decay, "time_decay_per_step": decay / (steps - 1)},
        curves={
            "distance": [float(back) for back in range(steps)],
            "gradient": (np.maximum(norms, LEAST) / max(norms[0], LEAST)).tolist(),
        },
    )
