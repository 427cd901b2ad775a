"""The formats of files: each makes rows of columns from a file's bytes."""
