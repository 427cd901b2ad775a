"""From the bytes of a file to columns that a network can learn from, with a sentence for everything decided."""
