"""Which files a backend can run: there is no stacked engine on PyTorch, and sharding is JAX's."""

import keras

collect_ignore = {
    "tensorflow": ["test_jax.py"],
    "jax": [],
    "torch": ["test_edge.py", "test_jax.py", "test_range.py", "test_rates.py", "test_stacked.py"],
}[keras.backend.backend()]
