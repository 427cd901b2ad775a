"""Which names of data sets are files or folders of the user's own, by the name alone; which images a folder holds."""

import os
import re
from pathlib import Path

from experiments import names

PACKED = r"(\.(gz|bz2|xz|zst|zip))?"
KINDS = "csv|tsv|tab|txt|data|dat|psv|ssv|jsonl|ndjson|parquet|pq|feather|arrow|ftr|xlsx|xlsm|npz"
KNOWN = re.compile(rf"\.({KINDS}){PACKED}$", re.IGNORECASE)
DRIVE = re.compile(r"^[A-Za-z]:[\\/]")
IMAGES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff")


def is_file(name: str) -> bool:
    """Whether a data set's name is a path: `mine.csv`, `MINE.TSV`, `data/mine.csv.gz`, `./mine`, `C:\\mine.data`.

    The path may be a folder's, such as `photos/`. Names with a colon are `module:function`, unless a known ending or a
    drive says otherwise.
    """
    if name in names.DATASETS:
        return False
    path = ":" not in name and any(mark in name for mark in "./\\")
    return path or bool(KNOWN.search(name) or DRIVE.match(name))


def listing(folder: Path) -> tuple[list[Path], list[Path]]:
    """The images in the folders of a folder, at any depth, and all other files, both in the order of their paths.

    Links are followed; what is hidden is left out.
    """
    images, others = [], []
    for directory, below, files in os.walk(folder, followlinks=True):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in files:
            path = Path(directory, name)
            if not name.startswith("."):
                kept = path.suffix.lower() in IMAGES and Path(directory) != folder
                (images if kept else others).append(path)
    return sorted(images, key=lambda path: path.parts), sorted(others, key=lambda path: path.parts)
