"""Tables that are made by formula, each a function of its options and a seed."""
