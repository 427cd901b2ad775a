"""What is done to a table or to a replicate's rows: faults, repairs, gaps, scaling."""
