"""Finished work in one SQLite file: written a stack at a time, read as tidy tables."""

from experiments.store.opening import StoreError
from experiments.store.reading import Results, finished, read
from experiments.store.writing import Store

__all__ = ["Results", "Store", "StoreError", "finished", "read"]
