"""What the machine can do at most."""

import time


def peak() -> float:
    """The machine's float32 matrix product, in floating-point operations a second: the best of twenty."""
    import tensorflow as tf

    size = 2048
    a = tf.random.normal((size, size))
    product = tf.function(lambda: tf.matmul(a, a), jit_compile=True)
    product()
    times = []
    for _ in range(20):
        started = time.perf_counter()
        product().numpy()
        times.append(time.perf_counter() - started)
    return 2 * size**3 / min(times)
