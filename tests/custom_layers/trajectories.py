"""What an optimizer does with given gradients, beside what its paper says."""

import keras
import numpy as np

SHAPES, STEPS = [(3, 4), (4,)], 12


def problem():
    """Float32 gradients for every step, the sixth with an outlier, and starts."""
    rng = np.random.default_rng(0)
    starts = [rng.normal(size=shape).astype("float32") for shape in SHAPES]
    gradients = [[rng.normal(size=shape).astype("float32") for shape in SHAPES] for _ in range(STEPS)]
    gradients[5][0][1, 2] = 100.0
    return gradients, starts


def trajectory(optimizer, gradients, starts, dtype="float32"):
    """The values of all parameters after each step."""
    variables = [keras.Variable(start, dtype=dtype) for start in starts]
    for step in gradients:
        optimizer.apply([keras.ops.cast(g, dtype) for g in step], variables)
        yield [np.array(keras.ops.convert_to_numpy(keras.ops.cast(v, "float32"))) for v in variables]


def expected(case, gradients, starts):
    """The reference's values after each step, with the options as float32 rounds them."""
    options = {k: float(np.float32(v)) if isinstance(v, float) else v for k, v in case.options.items()}
    runs = [
        case.reference(np.float64(start), [np.float64(step[i]) for step in gradients], **options)
        for i, start in enumerate(starts)
    ]
    return zip(*runs, strict=True)


def assert_equal(ours, theirs, atol=1e-6):
    """The same values after every step, within 1e-5."""
    for got, want in zip(ours, theirs, strict=True):
        for a, b in zip(got, want, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=atol)


def moves(optimizer, gradients, start=0.0):
    """How far a single parameter moves at each step."""
    values = [v[0][0] for v in trajectory(optimizer, [[np.float32([g])] for g in gradients], [np.float32([start])])]
    return np.diff([start, *values])
