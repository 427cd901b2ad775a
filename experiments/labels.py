"""Labels: what folders, pages and rows of the store call data sets and studies; two never share one."""

import re
from collections.abc import Container, Sequence
from itertools import chain, count
from pathlib import Path

from experiments import names
from experiments.datafiles import is_file


def folder(dataset: str) -> str:
    """The folder of a data set's results, unless `--name` says otherwise: `mine` for `data/mine.csv`."""
    return Path(dataset).stem if is_file(dataset) else dataset.replace(":", ".")


def distinct(given: Sequence[str]) -> list[str]:
    """Names and files, each once, however its path is typed."""
    by_path: dict[str, str] = {}
    for name in given:
        by_path.setdefault(str(Path(name).resolve()) if Path(name).is_file() else name, name)
    return list(by_path.values())


def labels(datasets: Sequence[str]) -> list[str]:
    """What pages and folders call each data set: its folder's name; where two are alike, files with their parent's too.

    `sales` and `old.sales` for `sales.csv` and `old/sales.csv`, and a number where that is not enough; `own_digits` for
    a file with the name of one of the suite's.
    """
    taken: dict[str, str] = {}  # by what they are in a file's name
    for name in datasets:
        label = folder(name)
        if label in names.DATASETS and label != name:
            label = f"own_{label}"
        if plain(label) in taken and Path(name).is_file():
            label = f"{Path(name).resolve().parent.name}.{label}"
        free = unused(label, taken, "-")
        taken[plain(free)] = free
    return list(taken.values())


def unused(label: str, taken: Container[str], mark: str = "_") -> str:
    """The label, or where it is taken the first of LABEL_2, LABEL_3, ... that is not."""
    candidates = chain([label], (f"{label}{mark}{number}" for number in count(2)))
    return next(candidate for candidate in candidates if plain(candidate) not in taken)


def plain(label: str) -> str:
    """A label as it is in a file's name."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", label)
