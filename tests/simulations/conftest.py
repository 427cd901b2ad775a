"""Which files a backend can run: compiled walks and networks need the primitives of the stacked engine."""

import keras

collect_ignore = ["test_networks.py", "test_walks.py"] if keras.backend.backend() == "torch" else []
