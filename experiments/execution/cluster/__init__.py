"""Groups as tasks of a Ray cluster: on one machine, or on many."""
