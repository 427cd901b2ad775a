"""Which files a backend can run: PyTorch lacks the compiled loops, JAX calculates in float32 unless told otherwise."""

import keras

collect_ignore = [] if keras.backend.backend() == "tensorflow" else ["test_networks.py", "test_walks.py"]
